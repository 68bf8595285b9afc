/// The API describes itself: an OpenAPI 3.1 document made from the routes that exist, what their handlers say
/// of themselves in [ApiCall], and the records they read and answer with; and a page to browse it. What is in
/// the document is what the code does: tests compare the two over HTTP. Features annotate; this package knows
/// none of them.
@NullMarked
package eu.runlater.engine.openapi;

import org.jspecify.annotations.NullMarked;

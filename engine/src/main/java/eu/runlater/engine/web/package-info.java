/// The HTTP edge's common rules: authentication, the error envelope, request parsing, limits, paging. Knows no feature.
@NullMarked
package eu.runlater.engine.web;

import org.jspecify.annotations.NullMarked;

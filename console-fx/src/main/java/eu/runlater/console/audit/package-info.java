/// The audit log: who did what, when and why, page by page, and the engine's verdict on whether that record is whole.
/// Nothing here changes anything.
@NullMarked
package eu.runlater.console.audit;

import org.jspecify.annotations.NullMarked;

/// The operators' desktop console. Speaks only the documented API; knows no engine class.
@NullMarked
package eu.runlater.console;

import org.jspecify.annotations.NullMarked;

/// The documented HTTP API as Java calls that block, and the one class that keeps them off the FX thread. Nothing
/// here knows a screen; a failure always says status, code, message and request id.
@NullMarked
package eu.runlater.console.api;

import org.jspecify.annotations.NullMarked;

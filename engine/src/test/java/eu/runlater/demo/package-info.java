/// Life for an engine that has none: creates sample tasks that succeed, fail for different reasons, stall, retry and
/// wait, so that the console has something to show.
///
/// Started as `java -cp <test classes:classes:dependencies> eu.runlater.demo.Demo --url=… --key=… [--receiver=…]`
/// ([Demo] lists the options) beside a running engine that may call loopback ports.
@NullMarked
package eu.runlater.demo;

import org.jspecify.annotations.NullMarked;

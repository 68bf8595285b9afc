/// What only a real process can show: an engine that is killed, told to stop, and started again on its data; and its
/// deliveries checked by another project's library. Tagged `slow`.
@NullMarked
package eu.runlater.faults;

import org.jspecify.annotations.NullMarked;

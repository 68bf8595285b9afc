/// One HTTP attempt: what may be called (egress policy), how it is signed, sent, bounded and judged. Guards that one
/// attempt is one request (G-RUN-8) and that no other code opens an outgoing connection.
@NullMarked
package eu.runlater.engine.delivery;

import org.jspecify.annotations.NullMarked;

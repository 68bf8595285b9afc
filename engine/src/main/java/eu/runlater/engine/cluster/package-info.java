/// This process among its peers: the database's clock, the node's lease, wake-ups, drain, health.
@NullMarked
package eu.runlater.engine.cluster;

import org.jspecify.annotations.NullMarked;

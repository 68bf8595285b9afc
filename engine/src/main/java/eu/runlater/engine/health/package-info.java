/// Changes of health: what watches something (tasks, monitors, endpoints, circuits) says here that it fell ill or is
/// well again; what tells people (incidents, alerts) listens, in the same transaction.
@NullMarked
package eu.runlater.engine.health;

import org.jspecify.annotations.NullMarked;

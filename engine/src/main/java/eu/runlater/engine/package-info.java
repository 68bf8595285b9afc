/// The headless engine. Features stand in packages of their own; arrows between them go downwards only (an architecture
/// test holds it): features → intake → dispatch → delivery, queues → cluster, storage → settings, runtime.
@NullMarked
package eu.runlater.engine;

import org.jspecify.annotations.NullMarked;

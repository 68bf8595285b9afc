/// What operators and their machines see: health, metrics on the management port, and the banner of the
/// start. Guards that a health answer comes within two seconds whatever the database does.
@NullMarked
package eu.runlater.engine.health;

import org.jspecify.annotations.NullMarked;

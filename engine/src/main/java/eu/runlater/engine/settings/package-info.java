/// RUNLATER_… settings: read once, checked strictly, refused with the nearest valid name.
@NullMarked
package eu.runlater.engine.settings;

import org.jspecify.annotations.NullMarked;

/// Task definitions: create, batch, list, show, delete, trigger.
@NullMarked
package eu.runlater.engine.tasks;

import org.jspecify.annotations.NullMarked;

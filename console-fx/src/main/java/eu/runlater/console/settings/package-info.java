/// Settings: those of the organization, which everybody shares, and how one likes this console, which nobody else sees.
@NullMarked
package eu.runlater.console.settings;

import org.jspecify.annotations.NullMarked;

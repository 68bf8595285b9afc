/// Organizations and their settings: each its own, and all of them for those who run the installation.
@NullMarked
package eu.runlater.engine.organizations;

import org.jspecify.annotations.NullMarked;

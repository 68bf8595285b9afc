@org.jspecify.annotations.NullMarked
package eu.runlater.engine.oidc;

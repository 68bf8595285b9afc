package eu.runlater.engine.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a controller's method: about the installation as a whole, so only its operators may call it, in whatever
/// organization they are.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Operators {}

package eu.runlater.engine.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a controller's method under `/api/v1`: needs no key and no session, such as signing in. A caller who is known all
/// the same arrives as `Optional<Caller>`.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Open {}

package eu.runlater.engine.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a controller's method: a key with scope `enqueue` may call it too. Such a method, when it reads, must show that
/// key only what the key itself has made.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface EnqueueScope {}

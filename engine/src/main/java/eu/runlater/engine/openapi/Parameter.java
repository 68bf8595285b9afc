package eu.runlater.engine.openapi;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A parameter in the query string or a header. Part of an [ApiCall]. (Those in the path are read from the
/// method.)
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Parameter {
    String name();

    String about();

    /// `String`, `int`, `boolean`, `UUID`, `Instant`, …
    Class<?> type() default String.class;

    /// The words allowed; none = any.
    String[] values() default {};

    long min() default Long.MIN_VALUE;

    long max() default Long.MAX_VALUE;

    int maxLength() default Integer.MAX_VALUE;

    boolean required() default false;

    /// A value out of bounds is not refused but taken as the nearest or the default one (api.md §4).
    boolean lenient() default false;

    boolean header() default false;

    String example() default "";
}

package eu.runlater.engine.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a component of a record that describes a request's JSON: what the field may hold. Its name on the wire
/// is the component's in snake_case; its type is the component's (`Object` = anything, unless `types` says
/// which).
///
/// ```java
/// record NewWidget(
///         @Field(about = "what people call it", required = true, maxLength = 255, example = "\"Blue one\"")
/// String name,
///         @Field(about = "how many", min = 1, max = 100, standard = "1") int count,
///         @Inline Common common) {}
/// ```
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Field {
    String about() default "";

    boolean required() default false;

    long min() default Long.MIN_VALUE;

    long max() default Long.MAX_VALUE;

    /// Of a text in characters, of an array in elements.
    int maxLength() default Integer.MAX_VALUE;

    int minLength() default 0;

    /// The words allowed; none = any.
    String[] values() default {};

    /// JSON types where there are several, such as `{"string", "integer"}`.
    String[] types() default {};

    /// `date-time`, `uri`, `email`, …
    String format() default "";

    String pattern() default "";

    /// JSON; what is taken when the field is left out.
    String standard() default "";

    /// JSON, such as `"\"30s\""` or `5`.
    String example() default "";
}

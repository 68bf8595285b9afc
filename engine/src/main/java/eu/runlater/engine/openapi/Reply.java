package eu.runlater.engine.openapi;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// One way in which a call succeeds. Part of an [ApiCall].
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Reply {
    /// The record that is answered; `Void` = none.
    Class<?> value() default Void.class;

    int status() default 200;

    Form form() default Form.DATA;

    /// When this answer is given, where there are several; otherwise made from the status.
    String about() default "";

    /// Other than JSON.
    String media() default "application/json";

    /// How the record stands in the answer.
    enum Form {
        /// `{"data": …, "message"?: …}`
        DATA,
        /// `{"data": […], "message"?: …}`
        LIST,
        /// `{"data": […], "has_more": …, "next_cursor": …}`, a `model.Page`
        PAGE,
        /// The record itself is the answer.
        WHOLE
    }
}

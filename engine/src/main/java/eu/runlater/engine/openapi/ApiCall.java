package eu.runlater.engine.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a controller's method: what the call does, for the OpenAPI document. Every route under `/api/v1` has
/// one; a test fails for a route without. Said once, here, is what the code cannot tell by itself; read from
/// the code are method, path, path parameters (type from `@PathVariable`), least role and scope (`@Needs`,
/// `@Reads`, `@EnqueueScope`, `@Personal`, `@Operators`, `@Open`) and the refusals every call may answer
/// with.
///
/// ```java
/// @ApiCall(
///         tag = "Queues",
///         value = "Change a queue's settings",
///         detail = "Absent fields stay as they are.",
///         body = QueueEdit.class,                                   // a record with @Field on its components
///         replies = @Reply(QueueView.class),                        // 200 {"data": QueueView, "message"?}
///         errors = 409)                                             // beyond the usual ones
/// @PatchMapping("/{name}")
/// Answer edit(Caller caller, @PathVariable String name, HttpServletRequest request) { … }
///
/// @ApiCall(
///         tag = "Widgets",
///         value = "List widgets",
///         parameters = {
///             @Parameter(name = "limit", type = int.class, about = "page size", min = 1, max = 100),
///             @Parameter(name = "cursor", about = "next_cursor of the page before")
///         },
///         replies = @Reply(value = Widget.class, form = Reply.Form.PAGE))
/// @GetMapping("/widgets")
/// Answer list(Caller caller, HttpServletRequest request) { … }
/// ```
///
/// A 204 is `@Reply(status = 204)`. Records of answers show a component as required, and as nullable when it is
/// `@Nullable`; texts about them come from the record's `@param` lines when it is in `shared-model`. Records of
/// requests exist for the document only; the test `RequestSchemaTest` sends a field that does not exist and
/// compares the fields the refusal names with the record's, so the record and the `FieldNames` cannot drift
/// apart.
///
/// A class of answers with fields that are open-ended (any JSON) uses `Object` or `Map<String, Object>`.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ApiCall {
    /// What it does, in a few words, without a full stop.
    String value();

    /// The group on the docs page, one word or two, the same for a resource's calls.
    String tag();

    /// More, in Markdown, where the summary does not say it all.
    String detail() default "";

    /// A record of the request's JSON fields; `Void` = no body.
    Class<?> body() default Void.class;

    /// Whether the call can be made without a body.
    boolean bodyOptional() default false;

    /// Whether an `Idempotency-Key` is honoured; said of POST and PATCH only.
    boolean idempotencyKey() default true;

    Parameter[] parameters() default {};

    Reply[] replies();

    /// Statuses of refusals beyond the usual ones. Usual are: 400, 406, 422, 429, 503; 401 and 403 unless the
    /// route is open; 404 with an id or name in the path; 408 and 413 with a body; 409 with an idempotency key.
    int[] errors() default {};
}

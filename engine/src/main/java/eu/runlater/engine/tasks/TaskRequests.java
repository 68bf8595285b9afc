package eu.runlater.engine.tasks;

import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Inline;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What the requests about tasks may hold, for the API's document; [TaskFields] has the same names.
final class TaskRequests {
    private TaskRequests() {}

    record NewTask(
            @Inline Call call,
            @Inline Once once,
            @Inline Recurrence recurrence,
            @Inline Keyed keyed) {}

    record Push(
            @Inline Call call,
            @Field(about = "means nothing here") Boolean enabled,

            @Field(
                    about = "means nothing here: the call is due now",
                    types = {"string", "integer"})
            Object delay,

            @Field(about = "means nothing here") String runAt,
            @Field(about = "means nothing here") String scheduledAt,
            @Field(about = "means nothing here") String scheduleType,
            @Inline Recurrence recurrence,
            @Inline Keyed keyed) {}

    record Clone(
            @Field(about = "its name", maxLength = 255, example = "\"Nightly export, new host\"")
            String name) {}

    record TaskEdit(
            @Inline EditedCall call,

            @Field(about = "moves the run that waits", example = "\"2030-05-04T09:30:00Z\"")
            Instant runAt,

            @Field(about = "the same as `run_at`") Instant scheduledAt,

            @Field(
                    about = "the kind of task; must fit the schedule",
                    values = {"once", "cron", "every"})
            String scheduleType,

            @Field(about = "whether it fires") Boolean enabled,

            @Field(about = "the version you have; when the task has a newer one, the answer is 409", min = 1)
            Integer version,

            @Field(about = "why, for the audit log", maxLength = 500, example = "\"moved to the new host\"")
            String reason,

            @Inline Recurrence recurrence) {}

    record NewBatch(
            @Field(
                    about = "one element per task: a text is its body as it stands, anything else is sent as JSON",
                    required = true,
                    minLength = 1,
                    maxLength = 1_000,
                    example = "[{\"user\": 1}, {\"user\": 2}]")
            List<Object> items,

            @Field(
                    about = "where all of them go",
                    required = true,
                    format = "uri",
                    example = "\"https://example.com/hook\"")
            String url,

            @Field(
                    about = "the queue they go through",
                    required = true,
                    minLength = 1,
                    maxLength = 255,
                    example = "\"mailing\"")
            String queue,

            @Inline Options options,

            @Field(
                    about = "a text such as `30s`, `5m`, `2h`, `7d`, or whole seconds",
                    types = {"string", "integer"},
                    example = "\"5m\"")
            Object delay,

            @Field(about = "when to run; wins over `delay`", example = "\"2030-05-04T09:30:00Z\"")
            Instant runAt,

            @Field(about = "the same as `run_at`") Instant scheduledAt,

            @Field(about = "a batch is one-time work", values = "once")
            String scheduleType) {}

    record Call(
            @Field(
                    about = "where to call: http or https",
                    required = true,
                    format = "uri",
                    example = "\"https://example.com/hook\"")
            String url,

            @Inline Named named) {}

    record EditedCall(
            @Field(about = "where to call: http or https", format = "uri", example = "\"https://example.com/hook\"")
            String url,

            @Inline Named named) {}

    record Named(
            @Field(
                    about = "as shown in lists; made from the address when left out",
                    maxLength = 255,
                    example = "\"Nightly export\"")
            String name,

            @Field(
                    about = "what is sent: a text as it stands, an object or array as JSON with its content type",
                    types = {"string", "object", "array"},
                    example = "{\"user\": 42}")
            Object body,

            @Field(about = "a named queue; empty = none", maxLength = 255, example = "\"emails\"")
            String queue,

            @Inline Options options) {}

    record Options(
            @Field(
                    about = "HTTP method; `POST`, for recurring tasks `GET`, when left out",
                    values = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
            String method,

            @Field(about = "headers to send", example = "{\"X-Source\": \"shop\"}")
            Map<String, String> headers,

            @Field(about = "order within the plan, 9 first; without it the queue's, or 5", min = 0, max = 9)
            Integer priority,

            @Field(about = "how long one attempt may take", min = 1_000, max = 300_000, standard = "30000")
            Integer timeoutMs,

            @Field(
                    about = "further attempts after the first; 5, for recurring tasks 0, when left out",
                    min = 0,
                    max = 10)
            Integer retryAttempts,

            @Field(about = "how long to wait between attempts")
            Backoff retryBackoff,

            @Field(
                    about = "statuses that count as success; 2xx when left out",
                    maxLength = 1_024,
                    example = "\"200, 201\"")
            String expectedStatusCodes,

            @Field(about = "a text that the answer's body must contain", maxLength = 4_096)
            String expectedBodyPattern,

            @Field(about = "how many redirects to follow", min = 0, max = 5, standard = "0")
            Integer followRedirects,

            @Field(
                    about = "what becomes of an attempt whose node was lost",
                    values = {"retry", "fail"})
            String onInterruption,

            @Field(about = "whose personal data the task carries", maxLength = 255, example = "\"customer-42\"")
            String subject,

            @Field(about = "name of the stored credential that the target is shown", maxLength = 255)
            String credential,

            @Field(about = "told of every finished attempt", maxLength = 2_048, format = "uri")
            String callbackUrl,

            @Field(about = "told of a run that succeeded", maxLength = 2_048, format = "uri")
            String onSuccessUrl,

            @Field(about = "told of the first failed run in a row", maxLength = 2_048, format = "uri")
            String onFailureUrl,

            @Field(about = "told of the success that ends a row of failures", maxLength = 2_048, format = "uri")
            String onRecoveryUrl) {}

    record Backoff(
            @Field(
                    about = "how the delays grow",
                    required = true,
                    values = {"exponential", "linear", "fixed", "list"})
            String type,

            @Field(about = "the first delay; not for `list`", maxLength = 32, example = "\"30s\"")
            String base,

            @Field(about = "no delay is longer", maxLength = 32, example = "\"6h\"")
            String max,

            @Field(about = "share of a delay that is added at random", min = 0, max = 1, example = "0.1")
            Double jitter,

            @Field(about = "for `list`: the delays; the last one repeats", example = "[\"10s\", \"1m\"]")
            List<String> delays) {}

    record Once(
            @Field(
                    about = "a text such as `30s`, `5m`, `2h`, `7d`, or whole seconds",
                    types = {"string", "integer"},
                    example = "\"5m\"")
            Object delay,

            @Field(about = "when to run, with `Z` or an offset", example = "\"2030-05-04T09:30:00Z\"")
            Instant runAt,

            @Field(about = "the same as `run_at`") Instant scheduledAt,

            @Field(
                    about = "the kind of task; must fit the other fields",
                    values = {"once", "cron", "every"})
            String scheduleType,

            @Field(about = "for recurring tasks: whether it fires", standard = "true")
            Boolean enabled) {}

    record Recurrence(
            @Field(
                    about = "makes it recurring: five fields, six with seconds, or `@hourly` …",
                    maxLength = 255,
                    example = "\"15 2 * * *\"")
            String cron,

            @Field(about = "the same as `cron`", maxLength = 255)
            String cronExpression,

            @Field(about = "makes it recurring: an interval with s, m, h, d or w", maxLength = 32, example = "\"15m\"")
            String every,

            @Field(about = "IANA name", maxLength = 64, standard = "\"UTC\"", example = "\"Europe/Berlin\"")
            String timezone,

            @Field(about = "no firing before it") Instant startsAt,
            @Field(about = "no firing after it") Instant endsAt,

            @Field(about = "stops after so many runs", min = 1, max = 1_000_000_000)
            Integer maxRuns,

            @Field(
                    about = "what to do while the run before goes on",
                    values = {"allow", "skip", "queue_one"})
            String overlap,

            @Field(
                    about = "what to do about firings missed",
                    values = {"run_latest", "run_all", "skip"})
            String misfire) {}

    record Keyed(
            @Field(
                    about = "a repeat within the window is answered with the first one's ids",
                    maxLength = 255,
                    example = "\"order-4711\"")
            String dedupeKey,

            @Field(about = "`5m` when left out, at most 30 days", example = "\"5m\"")
            String dedupeWindow,

            @Field(about = "of several within the pause only the last one runs", maxLength = 255)
            String debounceKey,

            @Field(about = "the pause, at most a day", example = "\"10s\"")
            String debounce) {}
}

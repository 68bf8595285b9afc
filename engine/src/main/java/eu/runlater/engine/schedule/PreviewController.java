package eu.runlater.engine.schedule;

import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.EnqueueScope;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.RawBody;
import eu.runlater.engine.web.Reads;
import eu.runlater.model.CronPreview;
import eu.runlater.model.DurationText;
import eu.runlater.model.UpcomingFirings;
import eu.runlater.model.schedule.Schedule;
import eu.runlater.model.schedule.ScheduleMistake;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/// What a schedule will do before it is used, and what all schedules of an organization will do (decision 12).
@Controller
class PreviewController {
    private static final FieldNames NAMES =
            FieldNames.of("cron", "every", "timezone", "from", "count").alias("cron_expression", "cron");
    private static final int MAX_TEXT = 1_000; // longer expressions are refused by name, so that the editor can say so

    /// The request's fields, for the API's document.
    private record PreviewRequest(
            @Field(about = "either this", maxLength = 1_000, example = "\"15 2 * * *\"")
            String cron,

            @Field(about = "the same as `cron`", maxLength = 1_000)
            String cronExpression,

            @Field(about = "or this: an interval with s, m, h, d or w", maxLength = 1_000, example = "\"15m\"")
            String every,

            @Field(about = "IANA name", standard = "\"UTC\"", maxLength = 1_000)
            String timezone,

            @Field(about = "where to begin; now when left out", example = "\"2026-05-04T00:00:00Z\"")
            Instant from,

            @Field(about = "how many firings", min = 1, max = 100, standard = "10")
            Integer count) {}

    private final Upcoming upcoming;
    private final InstantSource clock;

    PreviewController(Upcoming upcoming, InstantSource clock) {
        this.upcoming = upcoming;
        this.clock = clock;
    }

    @ApiCall(
            value = "What a schedule will do",
            tag = "Schedules",
            detail = "A schedule that cannot be used is answered with `valid: false` and why.",
            body = PreviewRequest.class,
            idempotencyKey = false,
            replies = @Reply(CronPreview.class))
    @EnqueueScope
    @Reads
    @PostMapping("/api/v1/cron/preview")
    Answer preview(Caller caller, HttpServletRequest request) {
        Fields fields = Fields.parse(RawBody.read(request, RawBody.REQUEST_LIMIT), NAMES);
        String cron = fields.text("cron", MAX_TEXT);
        String every = fields.text("every", MAX_TEXT);
        String timezone = fields.optionalText("timezone", MAX_TEXT);
        int count = fields.integer("count", 1, 100, 10);
        Instant from = from(fields);
        if ((cron == null) == (every == null)) {
            fields.refuse("cron", "give either cron or every");
        }
        fields.check();
        return Answer.data(200, preview(cron, every, timezone == null ? "UTC" : timezone, from, count));
    }

    private Instant from(Fields fields) {
        String text = fields.optionalText("from", 64);
        if (text == null) {
            return clock.instant();
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            fields.refuse("from", "must be an ISO 8601 moment with Z or an offset, such as \"2026-05-04T09:30:00Z\"");
            return clock.instant();
        }
    }

    private static CronPreview preview(
            @Nullable String cron, @Nullable String every, String timezone, Instant from, int count) {
        ZoneId zone;
        try {
            zone = Schedule.zone(timezone);
        } catch (ScheduleMistake mistake) {
            return Previews.invalid("timezone", mistake.getMessage(), timezone);
        }
        if (every != null) {
            Duration interval = DurationText.parse(every).orElse(Duration.ZERO);
            if (interval.toSeconds() < 1 || interval.getNano() != 0 || interval.toDays() > 3_653) {
                return Previews.invalid(
                        "every",
                        "\"" + every
                                + "\" is no interval; use a text such as \"30s\", \"15m\", \"6h\", \"1d\" or \"2w\"",
                        timezone);
            }
            return Previews.of(Schedule.every(interval, from), zone, from, count);
        }
        try {
            return Previews.of(Schedule.cron(String.valueOf(cron), zone), zone, from, count);
        } catch (ScheduleMistake mistake) {
            return Previews.invalid("cron", mistake.getMessage(), timezone);
        }
    }

    @ApiCall(
            value = "What is planned",
            tag = "Schedules",
            parameters = @Parameter(name = "hours", about = "how far ahead; 24", type = int.class, min = 1, max = 168),
            replies = @Reply(UpcomingFirings.class))
    @GetMapping("/api/v1/schedule/upcoming")
    Answer upcoming(Caller caller, HttpServletRequest request) {
        String hours = request.getParameter("hours");
        int asked;
        try {
            asked = hours == null || hours.isEmpty() ? 24 : Integer.parseInt(hours);
        } catch (NumberFormatException _) {
            asked = 0;
        }
        if (asked < 1 || asked > 168) {
            throw ApiProblem.invalid("hours", "must be a whole number from 1 to 168, not " + hours);
        }
        return Answer.data(200, upcoming.of(caller.organizationId(), Duration.ofHours(asked)));
    }
}

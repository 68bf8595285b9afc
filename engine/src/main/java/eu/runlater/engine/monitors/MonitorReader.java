package eu.runlater.engine.monitors;

import eu.runlater.engine.delivery.EgressPolicy;
import eu.runlater.engine.delivery.TargetUrl;
import eu.runlater.engine.monitors.Monitor.Content;
import eu.runlater.engine.monitors.Monitor.Hooks;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.model.schedule.Schedule;
import eu.runlater.model.schedule.ScheduleMistake;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads and checks the fields of a monitor (api.md §12.1), laid over what is stored when it is an edit. Notes all that
/// is wrong in the fields; the caller asks them to [Fields#check]. Any thread.
@Component
class MonitorReader {
    private static final String[] FIELDS = {
        "name",
        "kind",
        "schedule_type",
        "interval_seconds",
        "cron_expression",
        "timezone",
        "grace_period_seconds",
        "enabled",
        "notify_on_failure",
        "notify_on_recovery",
        "on_failure_url",
        "on_recovery_url"
    };

    static final FieldNames NAMES = FieldNames.of(FIELDS)
            .and(ProbeReader.FIELDS)
            .and("version", "reason")
            .wrappedIn("monitor");

    /// An item of `PUT /sync`.
    static final FieldNames ITEM = FieldNames.of(FIELDS).and(ProbeReader.FIELDS);

    static final int MAX_NAME = 255;

    private static final Set<String> KINDS = Set.of("heartbeat", "http");
    private static final Set<String> TYPES = Set.of("interval", "cron");
    private static final int SHORTEST = 60;
    private static final int SHORTEST_PROBE = 10;
    private static final int PROBE = 60;
    private static final int LONGEST = 604_800;
    private static final int MOST_GRACE = 3_600;
    private static final int GRACE = 300;
    private static final int MAX_ZONE = 64;

    private final EgressPolicy egress;
    private final ProbeReader probes;

    MonitorReader(EgressPolicy egress, ProbeReader probes) {
        this.egress = egress;
        this.probes = probes;
    }

    /// @param current absent = a new monitor
    Content read(Fields fields, @Nullable Content current) {
        Set<String> sent = fields.sent().keySet();
        String name = fields.text("name", MAX_NAME);
        if (name != null && name.isBlank() || name == null && current == null && fields.value("name") == null) {
            fields.refuse("name", name == null ? "is required" : "must not be blank");
        }
        int grace =
                current == null || sent.contains("grace_period_seconds") && fields.value("grace_period_seconds") == null
                        ? GRACE
                        : current.graceSeconds();
        boolean http = http(fields, current);
        if (!http) {
            ProbeReader.refuseAll(fields);
        }
        return new Content(
                name != null ? name : current != null ? current.name() : "",
                http
                        ? interval(fields, sent, current)
                        : expectation(fields, sent, current == null ? null : current.expectation()),
                fields.integer("grace_period_seconds", 0, MOST_GRACE, grace),
                fields.bool("enabled", current == null || current.enabled()),
                hooks(fields, sent, current == null ? Hooks.NONE : current.hooks()),
                http ? probes.read(fields, current == null ? null : current.probe()) : null);
    }

    private static boolean http(Fields fields, @Nullable Content current) {
        String kind = fields.word("kind", KINDS);
        if (current == null) {
            return "http".equals(kind);
        }
        if (kind != null && !kind.equals(current.kind())) {
            fields.refuse("kind", "cannot be changed; make another monitor");
        }
        return current.probe() != null;
    }

    /// An http monitor is called at an interval.
    private static Expectation interval(Fields fields, Set<String> sent, @Nullable Content current) {
        for (String name : new String[] {"cron_expression", "timezone", "grace_period_seconds"}) {
            if (fields.value(name) != null) {
                fields.refuse(name, "is for monitors of kind \"heartbeat\"");
            }
        }
        if ("cron".equals(fields.word("schedule_type", TYPES))) {
            fields.refuse("schedule_type", "is \"interval\" for a monitor of kind \"http\"");
        }
        Integer before = current == null || sent.contains("interval_seconds")
                ? null
                : current.expectation().intervalSeconds();
        int seconds = fields.integer("interval_seconds", SHORTEST_PROBE, LONGEST, before == null ? PROBE : before);
        return new Expectation(null, seconds, "UTC");
    }

    private static Expectation expectation(Fields fields, Set<String> sent, @Nullable Expectation current) {
        String asked = fields.word("schedule_type", TYPES);
        if (asked == null && current == null && fields.value("schedule_type") == null) {
            fields.refuse("schedule_type", "is required: interval or cron");
        }
        String type = asked != null ? asked : current != null ? current.type() : "";
        ZoneId zone = zone(fields, sent, current);
        Integer interval = fields.value("interval_seconds") == null
                ? null
                : Integer.valueOf(fields.integer("interval_seconds", SHORTEST, LONGEST, LONGEST));
        String cron = fields.text("cron_expression", MAX_NAME);
        return switch (type) {
            case "interval" -> {
                if (cron != null) {
                    fields.refuse("cron_expression", "is for schedule_type \"cron\"");
                }
                Integer before =
                        sent.contains("interval_seconds") || current == null ? null : current.intervalSeconds();
                if (interval == null && before == null) {
                    fields.refuse("interval_seconds", "is required for schedule_type \"interval\"");
                }
                yield new Expectation(null, interval == null ? before : interval, zone.getId());
            }
            case "cron" -> {
                if (interval != null) {
                    fields.refuse("interval_seconds", "is for schedule_type \"interval\"");
                }
                String before = sent.contains("cron_expression") || current == null ? null : current.cron();
                if (cron == null && before == null && !refused(fields, "cron_expression")) {
                    fields.refuse("cron_expression", "is required for schedule_type \"cron\"");
                }
                yield cron(fields, cron == null ? before : cron, zone);
            }
            default -> new Expectation(null, LONGEST, zone.getId());
        };
    }

    /// Whether something was sent that could not be read, and was refused for that.
    private static boolean refused(Fields fields, String name) {
        return fields.value(name) != null;
    }

    private static Expectation cron(Fields fields, @Nullable String expression, ZoneId zone) {
        if (expression != null) {
            try {
                Schedule.cron(expression, zone);
                return new Expectation(expression, null, zone.getId());
            } catch (ScheduleMistake mistake) {
                fields.refuse("cron_expression", mistake.getMessage());
            }
        }
        return new Expectation(null, LONGEST, zone.getId());
    }

    private static ZoneId zone(Fields fields, Set<String> sent, @Nullable Expectation current) {
        String name = fields.optionalText("timezone", MAX_ZONE);
        String wanted =
                name != null ? name : current != null && !sent.contains("timezone") ? current.timezone() : "UTC";
        try {
            return Schedule.zone(wanted);
        } catch (ScheduleMistake mistake) {
            fields.refuse("timezone", mistake.getMessage());
            return ZoneOffset.UTC;
        }
    }

    private Hooks hooks(Fields fields, Set<String> sent, Hooks current) {
        return new Hooks(
                truth(fields, sent, "notify_on_failure", current.notifyOnFailure()),
                truth(fields, sent, "notify_on_recovery", current.notifyOnRecovery()),
                hook(fields, sent, "on_failure_url", current.onFailureUrl()),
                hook(fields, sent, "on_recovery_url", current.onRecoveryUrl()));
    }

    private static @Nullable Boolean truth(Fields fields, Set<String> sent, String name, @Nullable Boolean current) {
        if (!sent.contains(name)) {
            return current;
        }
        return fields.value(name) == null ? null : Boolean.valueOf(fields.bool(name, false));
    }

    private @Nullable String hook(Fields fields, Set<String> sent, String name, @Nullable String current) {
        if (!sent.contains(name)) {
            return current;
        }
        String text = fields.optionalText(name, EgressPolicy.MAX_URL * 2);
        if (text == null) {
            return null;
        }
        return switch (egress.check(text)) {
            case TargetUrl.Valid(String url, String _) -> url;
            case TargetUrl.Refused(String reason) -> {
                fields.refuse(name, reason);
                yield null;
            }
        };
    }
}

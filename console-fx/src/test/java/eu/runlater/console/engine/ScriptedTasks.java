package eu.runlater.console.engine;

import eu.runlater.console.api.Json;
import eu.runlater.console.engine.ScriptedEngine.Call;
import eu.runlater.console.engine.ScriptedEngine.Reply;
import eu.runlater.model.CronPreview;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.FiringView;
import eu.runlater.model.Page;
import eu.runlater.model.TaskView;
import eu.runlater.model.TaskView.RecentRun;
import eu.runlater.model.TestCallResult;
import eu.runlater.model.UpcomingFirings;
import eu.runlater.model.schedule.Schedule;
import eu.runlater.model.schedule.ScheduleMistake;
import eu.runlater.model.schedule.Sentence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Recurring tasks of the scripted engine: kept in memory, their schedules computed as the engine does.
public final class ScriptedTasks implements ScriptedEngine.Routes {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private final Instant now;
    private final Map<UUID, TaskView> tasks = new LinkedHashMap<>();
    private final Map<UUID, List<FiringView>> firings = new LinkedHashMap<>();
    private final Map<UUID, JsonNode> options = new LinkedHashMap<>();

    public ScriptedTasks(Instant now) {
        this.now = now;
    }

    /// The tasks of a shop at night: one fails, one is disabled, the rest are well.
    public static ScriptedTasks night(Instant now) {
        ScriptedTasks tasks = new ScriptedTasks(now);
        tasks.add("nightly-invoices", "30 2 * * *", "Europe/Oslo", "success success success failed failed failed");
        tasks.add(
                "sync-stock", "*/15 * * * *", "UTC", "success success success success success success success success");
        tasks.add("send-reminders", "0 9 * * 1-5", "Europe/Berlin", "success success success success success");
        tasks.add("rotate-reports", "0 6 1 * *", "UTC", "success success");
        tasks.add("cleanup-carts", "0 */6 * * *", "UTC", "success timeout success success success success");
        tasks.add("old-export", "0 4 * * *", "UTC", "");
        TaskView old = tasks.named("old-export");
        tasks.put(tasks.copy(old, old.name(), false, old.cronExpression(), old.timezone(), old.version(), List.of()));
        TaskView invoices = tasks.named("nightly-invoices");
        List<FiringView> ledger = new ArrayList<>();
        for (int day = 6; day >= 1; day--) {
            Instant at = now.minus(Duration.ofDays(day)).minusSeconds(2_260);
            ledger.add(
                    day == 4
                            ? firing(
                                    at,
                                    "missed",
                                    null,
                                    "No engine was there to run it, and it was too old when one was.")
                            : day == 2
                                    ? firing(at, "skipped", "overlap", "The run before it was still going on.")
                                    : new FiringView(
                                            at,
                                            null,
                                            1,
                                            "on_time",
                                            null,
                                            null,
                                            UUID.randomUUID(),
                                            UUID.randomUUID(),
                                            at,
                                            12L,
                                            day < 3 ? "failed" : "success"));
        }
        ledger.add(firing(now.plus(Duration.ofHours(21)), "upcoming", null, null));
        tasks.firings.put(invoices.id(), ledger);
        return tasks;
    }

    private static FiringView firing(Instant at, String state, @Nullable String reason, @Nullable String message) {
        return new FiringView(at, null, 1, state, reason, message, null, null, null, null, null);
    }

    public TaskView add(String name, String cron, String zone, String statuses) {
        List<RecentRun> recent = new ArrayList<>();
        String[] words = statuses.isBlank() ? new String[0] : statuses.split(" ");
        for (int i = 0; i < words.length; i++) {
            recent.add(new RecentRun(
                    UUID.randomUUID(),
                    words[i],
                    true,
                    now.minus(Duration.ofHours(words.length - i)),
                    words[i].equals("success") ? 200 : 500,
                    words[i].equals("timeout") ? 30_000L : 120L + 40L * i));
        }
        TaskView task = view(
                new UUID(0x0196a1c28f107000L, 0x8000000000000000L + tasks.size()), name, cron, zone, true, 1, recent);
        put(task);
        return task;
    }

    public void put(TaskView task) {
        tasks.put(task.id(), task);
    }

    public TaskView named(String name) {
        return tasks.values().stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Gives a task a credential and somebody to tell of failures.
    public ScriptedTasks withOptions(String name, String credential, String onFailure) {
        TaskView task = named(name);
        options.put(task.id(), Json.WIRE.valueToTree(Map.of("credential", credential, "on_failure_url", onFailure)));
        put(copy(task, name, task.enabled(), task.cronExpression(), task.timezone(), task.version(), task.recent()));
        return this;
    }

    /// As if somebody else had edited it.
    public void edited(String name, String cron) {
        TaskView task = named(name);
        put(copy(task, name, task.enabled(), cron, task.timezone(), task.version() + 1, task.recent()));
    }

    @Override
    public @Nullable Reply answer(Call call) {
        List<String> parts = call.parts();
        String what = call.method() + " " + String.join("/", parts.subList(0, Math.min(1, parts.size())));
        return switch (what) {
            case "GET schedule" -> Reply.of(upcoming());
            case "POST cron" -> Reply.of(preview(call.body()));
            case "GET tasks" -> get(call, parts);
            case "POST tasks" -> post(call, parts);
            case "PATCH tasks" -> patch(call, UUID.fromString(parts.get(1)));
            case "DELETE tasks" -> {
                tasks.remove(UUID.fromString(parts.get(1)));
                yield new Reply(204, "");
            }
            default -> null;
        };
    }

    private @Nullable Reply get(Call call, List<String> parts) {
        if (parts.size() == 1) {
            String search = call.parameters().getOrDefault("q", "").toLowerCase(Locale.ROOT);
            int limit = Integer.parseInt(call.parameters().getOrDefault("limit", "50"));
            int from = Integer.parseInt(call.parameters().getOrDefault("cursor", "0"));
            List<TaskView> all = tasks.values().stream()
                    .filter(task -> task.name().contains(search))
                    .sorted(Comparator.comparing(TaskView::name))
                    .toList();
            int to = Math.min(all.size(), from + limit);
            boolean more = to < all.size();
            return new Reply(
                    200,
                    Json.WIRE.writeValueAsString(
                            new Page<>(all.subList(from, to), more, more ? Integer.toString(to) : null)));
        }
        UUID id = UUID.fromString(parts.get(1));
        TaskView task = tasks.get(id);
        if (task == null) {
            return Reply.refused(404, "not_found", "No such task.");
        }
        if (parts.size() == 2) {
            return Reply.of(task);
        }
        List<FiringView> ledger = firings.getOrDefault(id, List.of());
        return new Reply(200, Json.WIRE.writeValueAsString(Map.of("data", ledger, "has_more", false)));
    }

    private @Nullable Reply post(Call call, List<String> parts) {
        if (parts.size() == 2 && parts.get(1).equals("test")) {
            return Reply.of(tested(JsonMapper.shared().readTree(call.body())));
        }
        if (parts.size() == 3 && parts.get(2).equals("clone")) {
            TaskView original = Objects.requireNonNull(tasks.get(UUID.fromString(parts.get(1))));
            TaskView made = view(
                    UUID.randomUUID(),
                    original.name() + " (copy)",
                    String.valueOf(original.cronExpression()),
                    original.timezone(),
                    true,
                    1,
                    List.of());
            put(made);
            return new Reply(201, Reply.of(made).json());
        }
        if (parts.size() == 3 && parts.get(2).equals("backfill")) {
            return Reply.of(Map.of("firings", 3, "queued", call.body().contains("true") ? 0 : 3));
        }
        if (parts.size() == 3) {
            return new Reply(202, "{\"data\":{\"status\":\"pending\"}}");
        }
        JsonNode sent = JsonMapper.shared().readTree(call.body());
        if (!sent.has("cron") && !sent.has("every")) {
            return null; // a one-time task: not ours
        }
        TaskView task = view(
                UUID.randomUUID(),
                sent.path("name").asString(),
                sent.path("cron").asString("0 * * * *"),
                sent.path("timezone").asString("UTC"),
                true,
                1,
                List.of());
        put(task);
        return new Reply(201, Reply.of(task).json());
    }

    /// A target that answers with an error when its address says so.
    private static TestCallResult tested(JsonNode sent) {
        boolean broken = sent.path("url").asString("").contains("broken");
        String text = broken ? "{\"error\": \"stock service is down\"}" : "{\"ok\": true, \"synced\": 1482}";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new TestCallResult(
                new TestCallResult.Verdict(
                        !broken, broken ? "http_status" : "success", broken ? "The target answered 503." : ""),
                new ExecutionDetail.Request("POST", sent.path("url").asString(""), List.of(), null, 10_000),
                null,
                new ExecutionDetail.Response(
                        broken ? 503 : 200,
                        List.of(
                                new ExecutionDetail.HeaderLine("Content-Type", "application/json", false),
                                new ExecutionDetail.HeaderLine("Server", "shop/4.2", false),
                                new ExecutionDetail.HeaderLine("Set-Cookie", "••••", true)),
                        new ExecutionDetail.Body(text, Base64.getEncoder().encodeToString(bytes), bytes.length, false),
                        false,
                        false),
                new ExecutionDetail.Phases(1.8, 12.4, 21.0, 124.7, 131.2));
    }

    private Reply patch(Call call, UUID id) {
        TaskView task = tasks.get(id);
        if (task == null) {
            return Reply.refused(404, "not_found", "No such task.");
        }
        JsonNode sent = JsonMapper.shared().readTree(call.body());
        if (sent.has("version") && sent.path("version").asInt() != task.version()) {
            return Reply.refused(409, "version_conflict", "The task was changed meanwhile.");
        }
        if (sent.has("credential")) {
            options.put(id, sent);
        }
        String cron = sent.path("cron").asString(task.cronExpression());
        TaskView changed = copy(
                task,
                sent.path("name").asString(task.name()),
                sent.path("enabled").asBoolean(task.enabled()),
                cron,
                sent.path("timezone").asString(task.timezone()),
                task.version() + 1,
                task.recent());
        put(changed);
        return Reply.of(changed);
    }

    private UpcomingFirings upcoming() {
        List<Long> buckets = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            buckets.add((long) (i % 2 + (i == 12 ? 9 : 0) + (i > 20 && i < 30 ? 4 : 2)));
        }
        List<UpcomingFirings.Line> lines = tasks.values().stream()
                .filter(task -> task.nextRunAt() != null)
                .map(task -> new UpcomingFirings.Line(
                        task.id(),
                        task.name(),
                        "cron",
                        1,
                        List.of(Optional.ofNullable(task.nextRunAt()).orElse(now))))
                .sorted(Comparator.comparing(line -> line.next().getFirst()))
                .toList();
        return new UpcomingFirings(now, now.plus(Duration.ofDays(1)), 30, buckets, lines);
    }

    private CronPreview preview(String body) {
        JsonNode sent = JsonMapper.shared().readTree(body);
        String zone = sent.path("timezone").asString("UTC");
        int count = sent.path("count").asInt(5);
        try {
            Schedule schedule = sent.has("every")
                    ? Schedule.every(Duration.ofMinutes(15), now)
                    : Schedule.cron(sent.path("cron").asString(), Schedule.zone(zone));
            List<CronPreview.Firing> next = schedule.first(now, now.plus(Duration.ofDays(800)), count).stream()
                    .map(at -> firing(at, zone, null, false))
                    .toList();
            List<CronPreview.Firing> all = new ArrayList<>(next);
            List<CronPreview.Note> notes = new ArrayList<>();
            if (sent.path("cron").asString("").startsWith("30 2 ")) {
                notes.add(new CronPreview.Note(
                        Instant.parse("2027-03-28T01:00:00Z"),
                        "02:30 does not exist on Sun 28 Mar 2027: fires once at 03:00, the end of the gap"));
                all.add(firing(Instant.parse("2027-03-28T01:00:00Z"), zone, 0, true));
            }
            return new CronPreview(
                    true,
                    null,
                    null,
                    Sentence.of(schedule).orElse(null),
                    zone,
                    all,
                    notes,
                    schedule.count(now, now.plus(Duration.ofDays(7))),
                    schedule.shortestGap().toSeconds());
        } catch (ScheduleMistake mistake) {
            return new CronPreview(false, mistake.getMessage(), "cron", null, zone, List.of(), List.of(), null, null);
        }
    }

    private static CronPreview.Firing firing(Instant at, String zone, @Nullable Integer note, boolean extra) {
        return new CronPreview.Firing(at, LOCAL.format(at.atZone(ZoneId.of(zone))), note, extra);
    }

    private TaskView view(
            UUID id, String name, String cron, String zone, boolean enabled, int version, List<RecentRun> recent) {
        Instant next;
        try {
            next = Schedule.cron(cron, ZoneId.of(zone)).next(now).orElse(now);
        } catch (ScheduleMistake _) {
            next = now;
        }
        return new TaskView(
                id,
                name,
                "https://" + name + ".acme.test/run",
                "POST",
                Map.of("X-Source", "runlater"),
                "{\"dry_run\": false}",
                "cron",
                cron,
                null,
                null,
                zone,
                null,
                null,
                null,
                "allow",
                "run_latest",
                enabled,
                30_000,
                3,
                null,
                null,
                null,
                0,
                "retry",
                name.startsWith("nightly") ? "billing" : null,
                5,
                null,
                option(id, "credential"),
                option(id, "callback_url"),
                option(id, "on_success_url"),
                option(id, "on_failure_url"),
                option(id, "on_recovery_url"),
                enabled ? next : null,
                enabled ? List.of(next) : List.of(),
                null,
                recent,
                now.minus(Duration.ofDays(40)),
                now.minus(Duration.ofDays(2)),
                version);
    }

    private @Nullable String option(UUID id, String name) {
        JsonNode sent = options.get(id);
        return sent == null ? null : sent.path(name).asString(null);
    }

    private TaskView copy(
            TaskView task,
            String name,
            boolean enabled,
            @Nullable String cron,
            String zone,
            int version,
            List<RecentRun> recent) {
        return view(task.id(), name, String.valueOf(cron), zone, enabled, version, recent);
    }
}

package eu.runlater.console.engine;

import eu.runlater.model.EngineStatus;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.ExecutionDetail.Body;
import eu.runlater.model.ExecutionDetail.HeaderLine;
import eu.runlater.model.ExecutionDetail.Phases;
import eu.runlater.model.ExecutionDetail.Request;
import eu.runlater.model.ExecutionDetail.Response;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Overview;
import eu.runlater.model.Overview.Cause;
import eu.runlater.model.Overview.MinuteCount;
import eu.runlater.model.Overview.Upcoming;
import eu.runlater.model.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// One night at an invented shop, for tests and pictures: most things run, two causes fail. Always the same.
public final class NightShift {
    private final Instant now;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    private final List<ExecutionSummary> history = new ArrayList<>();
    private final ExecutionDetail invoice;

    public NightShift(Instant now) {
        this.now = now;
        String[] names = {
            "Send order confirmation",
            "Sync stock to ERP",
            "Resize product photo",
            "Charge card",
            "Ask for a review",
            "Notify warehouse",
            "Render invoice",
            "Push to search index"
        };
        String[] hosts = {"mail.shop.test", "erp.shop.test", "img.shop.test", "pay.shop.test"};
        for (int i = 0; i < 140; i++) {
            Instant due = now.minusSeconds(20L + i * 23L).minusMillis(random.nextInt(1_000));
            String name = names[random.nextInt(names.length)];
            Runs run = Runs.run()
                    .named(name)
                    .to("https://" + hosts[random.nextInt(hosts.length)] + "/hooks/" + random.nextInt(90))
                    .due(due);
            int roll = random.nextInt(100);
            if (roll < 6) {
                history.add(run.failedWithRetry(503, "HTTP 503 · database is restarting", Duration.ofMinutes(2)));
                history.add(run.pending());
            } else if (roll < 9) {
                history.add(run.timedOut());
            } else {
                history.add(run.succeeded());
            }
        }
        for (int i = 0; i < 3; i++) {
            history.add(Runs.run()
                    .named(names[i])
                    .due(now.minusMillis(400 + i * 50L))
                    .running());
            history.add(Runs.run()
                    .named(names[i + 3])
                    .due(now.plusSeconds(90 + i * 60L))
                    .pending());
        }
        Runs night = Runs.run()
                .named("nightly-invoices")
                .to("https://api.acme.test/invoices/render")
                .due(now.minus(Duration.ofMinutes(19)));
        history.add(night.failedWithRetry(500, "HTTP 500 · card processor down", Duration.ofMinutes(2)));
        night.running();
        history.add(night.failedWithRetry(500, "HTTP 500 · card processor down", Duration.ofSeconds(270)));
        night.running();
        ExecutionSummary third = night.failedWithRetry(500, "HTTP 500 · card processor down", Duration.ofMinutes(14));
        history.add(third);
        history.add(night.pending());
        List<ExecutionSummary> attempts = history.stream()
                .filter(attempt -> attempt.runId().equals(night.runId()))
                .toList();
        invoice = detail(third, attempts);
    }

    public List<ExecutionSummary> history() {
        return List.copyOf(history);
    }

    /// The third attempt of a run that goes on failing.
    public ExecutionDetail invoice() {
        return invoice;
    }

    public void tell(ScriptedEngine engine) {
        engine.record(history.toArray(ExecutionSummary[]::new));
        engine.record(invoice);
        engine.setOverview(overview());
        engine.setStatus(status());
    }

    private static ExecutionDetail detail(ExecutionSummary execution, List<ExecutionSummary> attempts) {
        String sent = "{\"period\":\"2026-05\",\"customers\":[1042,1043,1044],\"dry_run\":false}";
        String got = """
                {"error":{"code":"card_processor_down","message":"card processor down","retryable":true,\
                "upstream":{"name":"cards-eu-2","since":"2026-05-04T02:29:51Z","attempts":[3,3,3]}},\
                "request":"req_9f2c41","documentation":null}""";
        return new ExecutionDetail(
                execution,
                new Request(
                        "POST",
                        execution.url(),
                        List.of(
                                new HeaderLine("content-type", "application/json", false),
                                new HeaderLine("authorization", "••••", true),
                                new HeaderLine("user-agent", "Runlater/0.1", false),
                                new HeaderLine("webhook-id", execution.runId().toString(), false),
                                new HeaderLine("webhook-timestamp", "1777863721", false),
                                new HeaderLine(
                                        "webhook-signature", "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=", false),
                                new HeaderLine(
                                        "x-runlater-task-id", execution.taskId().toString(), false)),
                        body(sent),
                        30_000),
                new Response(
                        500,
                        List.of(
                                new HeaderLine("content-type", "application/json; charset=utf-8", false),
                                new HeaderLine("date", "Mon, 04 May 2026 03:02:01 GMT", false),
                                new HeaderLine("server", "acme-edge/4.2", false),
                                new HeaderLine("set-cookie", "••••", true)),
                        body(got),
                        false,
                        false),
                new Phases(2.1, 9.3, 21.4, 1_040.2, 1_100.0),
                attempts,
                null,
                "node-1",
                null);
    }

    private static Body body(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Body(text, Base64.getEncoder().encodeToString(bytes), bytes.length, false);
    }

    public Overview overview() {
        List<MinuteCount> minutes = new ArrayList<>();
        for (int i = 59; i >= 0; i--) {
            boolean bad = i < 37;
            long ok = 90 + random.nextInt(40) + (i < 10 ? 60 : 0);
            minutes.add(new MinuteCount(
                    now.minus(Duration.ofMinutes(i)).truncatedTo(ChronoUnit.MINUTES),
                    i == 0 ? ok / 3 : ok,
                    bad ? random.nextInt(9) : 0,
                    bad ? random.nextInt(3) : 0));
        }
        return new Overview(
                now,
                60,
                List.of(
                        cause("nightly-invoices", "api.acme.test", 500, "HTTP 500 · card processor down", 41, 37, 5),
                        cause(
                                "Sync stock to ERP",
                                "erp.shop.test",
                                null,
                                "timeout · no answer in time: first byte",
                                6,
                                6,
                                8)),
                47,
                minutes,
                0.9824,
                0.9991,
                0,
                0,
                1_204,
                3,
                now.minusSeconds(40),
                List.of(
                        upcoming("Ask for a review", 55, 1),
                        upcoming("Send order confirmation", 90, 1),
                        upcoming("Push to search index", 150, 2),
                        upcoming("nightly-invoices", 275, 4),
                        upcoming("Sync stock to ERP", 510, 3)),
                2,
                1);
    }

    /// The same night with nothing failing.
    public Overview calm() {
        Overview shown = overview();
        return new Overview(
                now,
                60,
                List.of(),
                0,
                shown.runsPerMinute().stream()
                        .map(minute -> new MinuteCount(minute.minute(), minute.succeeded(), 0, 0))
                        .toList(),
                1.0,
                0.9991,
                0,
                0,
                1_204,
                3,
                now.minus(Duration.ofHours(3)),
                shown.upcoming(),
                0,
                0);
    }

    /// Where nothing was ever run.
    public static Overview nothingYet(Instant now) {
        return new Overview(now, 60, List.of(), 0, List.of(), null, null, 0, 0, 0, 0, null, List.of(), 0, 0);
    }

    private Cause cause(
            String task,
            String host,
            @Nullable Integer code,
            String signature,
            int count,
            int minutesAgo,
            int nextMinutes) {
        List<Integer> minutes = new ArrayList<>();
        for (int i = 59; i >= 0; i--) {
            minutes.add(i < minutesAgo ? random.nextInt(3) + (minutesAgo - i) / 14 : 0);
        }
        return new Cause(
                UUID.nameUUIDFromBytes(signature.getBytes(StandardCharsets.UTF_8)),
                UUID.nameUUIDFromBytes(task.getBytes(StandardCharsets.UTF_8)),
                task,
                host,
                code == null ? "timeout" : "http_status",
                code,
                signature,
                count,
                now.minus(Duration.ofMinutes(minutesAgo)),
                now.minusSeconds(40),
                now.plus(Duration.ofMinutes(nextMinutes)),
                minutes);
    }

    private Upcoming upcoming(String task, int inSeconds, int attempt) {
        return new Upcoming(UUID.randomUUID(), UUID.randomUUID(), task, now.plusSeconds(inSeconds), attempt, 6);
    }

    public EngineStatus status() {
        return new EngineStatus(
                "0.1.0",
                now,
                true,
                "18.6",
                0.8,
                "full",
                List.of("127.0.0.1/32:1024-65535"),
                List.of(new EngineStatus.Node(
                        "node-1",
                        "127.0.0.1:8480",
                        "0.1.0",
                        "up",
                        now.minusSeconds(9_000),
                        now.plusSeconds(20),
                        64,
                        3,
                        true)),
                1_204,
                0,
                3,
                0,
                1.1,
                2.3,
                new EngineStatus.Leader("node-1", 400, 3.2, 0),
                null);
    }

    /// @param share of the month's executions that are used
    public Usage usage(double share) {
        return new Usage(
                "free",
                LocalDate.of(2026, 5, 1),
                Math.round(share * 10_000),
                10_000L,
                Instant.parse("2026-06-01T00:00:00Z"),
                60,
                5,
                3,
                5,
                10,
                7,
                List.of());
    }
}

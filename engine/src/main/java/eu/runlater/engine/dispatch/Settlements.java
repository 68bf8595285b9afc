package eu.runlater.engine.dispatch;

import eu.runlater.engine.delivery.ErrorSignature;
import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.Outcome;
import eu.runlater.engine.delivery.Phases;
import eu.runlater.engine.delivery.Report;
import eu.runlater.engine.delivery.Response;
import eu.runlater.engine.delivery.RetryPolicy;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.delivery.TaskOptions;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.storage.PayloadCipher;
import eu.runlater.model.ExecutionStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Decides what an attempt's end means for its run: over, another attempt after a delay, or due again because the
/// attempt was taken back (G-RUN-6, G-RUN-7). Any thread.
@Component
class Settlements {
    /// Interruptions a run may suffer before it is set aside as poison (guarantees, numbers).
    private static final int MAX_INTERRUPTIONS = 3;

    private static final int MAX_MESSAGE = 1000;

    private final Ids ids;
    private final InstantSource clock;
    private final PayloadCipher cipher;
    private final Callbacks callbacks;

    Settlements(Ids ids, InstantSource clock, PayloadCipher cipher, Callbacks callbacks) {
        this.ids = ids;
        this.clock = clock;
        this.cipher = cipher;
        this.callbacks = callbacks;
    }

    /// The end of an attempt that reported.
    Settlement reported(Attempt attempt, Report report) {
        Outcome outcome = report.outcome();
        if (outcome instanceof Outcome.Interrupted(String message)) {
            return interrupted(
                    attempt.run(), attempt.task(), attempt.startedAt(), attempt.countsInterruption(), message);
        }
        ClaimedRun run = attempt.run();
        TaskDefinition task = attempt.task();
        boolean success = outcome instanceof Outcome.Succeeded;
        Optional<Duration> delay = RetryPolicy.next(
                task, run.attempt(), outcome, report.response(), clock.instant(), ThreadLocalRandom.current());
        Settlement.Next next = delay.map(wait -> new Settlement.Next(ids.next(), wait.toMillis(), true, false))
                .orElse(null);
        ExecutionStatus status = switch (outcome) {
            case Outcome.Succeeded _ -> ExecutionStatus.SUCCESS;
            case Outcome.TimedOut _ -> ExecutionStatus.TIMEOUT;
            case Outcome.Rejected _,
                    Outcome.Unreachable _,
                    Outcome.Refused _,
                    Outcome.NotSendable _,
                    Outcome.Uncredentialed _,
                    Outcome.Broken _ -> ExecutionStatus.FAILED;
            case Outcome.Interrupted _ -> ExecutionStatus.INTERRUPTED;
        };
        Instant finishedAt = attempt.startedAt().plusNanos(report.phases().totalMicros() * 1000L);
        return settlement(
                run,
                task,
                status,
                next,
                attempt.startedAt(),
                finishedAt,
                true,
                success ? null : outcome.kind(),
                success ? null : outcome.message(),
                ErrorSignature.of(task, outcome, report.response()).orElse(null),
                exchange(run, report),
                report.response(),
                HostEffect.of(outcome, report.response(), clock.instant()));
    }

    /// An attempt that was taken back, or whose node vanished: due again at once, the second time after 10 s, the
    /// third after 60 s, with jitter; after that the run is poison. A task that asked for at most once fails
    /// instead.
    Settlement interrupted(ClaimedRun run, TaskDefinition task, Instant startedAt, boolean counts, String message) {
        int interruptions = run.interruptions() + (counts ? 1 : 0);
        if (counts && task.options().failsOnInterruption()) {
            return ended(run, task, startedAt, "interrupted", message + " The task asked for at most one call.");
        }
        if (counts && interruptions > MAX_INTERRUPTIONS) {
            return ended(
                    run,
                    task,
                    startedAt,
                    "poison",
                    "Set aside: the node making this call was lost " + interruptions + " times in a row.");
        }
        long seconds = switch (interruptions) {
            case 0, 1 -> 0;
            case 2 -> 10;
            default -> 60;
        };
        long millis =
                Math.round(seconds * 1000 * (1 + ThreadLocalRandom.current().nextDouble(0.2)));
        return settlement(
                run,
                task,
                ExecutionStatus.INTERRUPTED,
                new Settlement.Next(ids.next(), millis, false, counts),
                startedAt,
                clock.instant(),
                true,
                "interrupted",
                message,
                null,
                null,
                null,
                HostEffect.NOTHING);
    }

    /// A run that was taken back before it was sent.
    Settlement cancelled(ClaimedRun run, TaskDefinition task) {
        return settlement(
                run,
                task,
                ExecutionStatus.CANCELLED,
                null,
                run.claimedAt(),
                clock.instant(),
                false,
                null,
                null,
                null,
                null,
                null,
                HostEffect.NOTHING);
    }

    /// A run whose definition is not there any more.
    Settlement withoutDefinition(ClaimedRun run) {
        TaskDefinition unknown = new TaskDefinition(
                run.taskId(),
                run.organizationId(),
                "(definition gone)",
                "",
                "",
                "",
                List.of(),
                null,
                run.queue(),
                0,
                Duration.ZERO,
                0,
                TaskOptions.DEFAULT,
                run.dueAt(),
                run.dueAt(),
                run.dueAt(),
                0);
        return ended(run, unknown, run.claimedAt(), "internal", "The task's definition is gone.");
    }

    /// A run that ends without a call: nothing that could be called, or never again.
    Settlement ended(ClaimedRun run, TaskDefinition task, Instant startedAt, String kind, String message) {
        ErrorSignature signature =
                ErrorSignature.of(task, new Outcome.Unreachable(kind, ""), null).orElse(null);
        return settlement(
                run,
                task,
                ExecutionStatus.FAILED,
                null,
                startedAt,
                clock.instant(),
                false,
                kind,
                message,
                signature,
                null,
                null,
                HostEffect.NOTHING);
    }

    private Settlement settlement(
            ClaimedRun run,
            TaskDefinition task,
            ExecutionStatus status,
            Settlement.@Nullable Next next,
            Instant startedAt,
            Instant finishedAt,
            boolean sent,
            @Nullable String errorKind,
            @Nullable String errorMessage,
            @Nullable ErrorSignature signature,
            Settlement.@Nullable Exchange exchange,
            @Nullable Response answer,
            HostEffect effect) {
        Settlement.Subject subject = new Settlement.Subject(
                task.name(),
                task.version(),
                task.method(),
                task.url(),
                task.host(),
                Summaries.maxAttempts(task, run.attempt()));
        String message = errorMessage == null ? null : storable(errorMessage);
        String item = Summaries.json(Summaries.finished(
                run,
                subject,
                status.word(),
                next == null,
                startedAt,
                finishedAt,
                sent,
                exchange == null ? null : exchange.totalMicros() / 1000,
                exchange == null ? null : exchange.statusCode(),
                errorKind,
                message,
                signature == null ? null : signature.cause(),
                next == null ? null : clock.instant().plusMillis(next.delayMillis())));
        return new Settlement(
                run,
                subject,
                status.word(),
                next,
                startedAt,
                finishedAt,
                sent,
                errorKind,
                message,
                cause(run, signature),
                exchange,
                effect,
                item,
                callbacks.of(run, task, status, next == null, startedAt, finishedAt, sent, exchange, message, answer));
    }

    private Settlement.@Nullable Cause cause(ClaimedRun run, @Nullable ErrorSignature signature) {
        return signature == null
                ? null
                : new Settlement.Cause(
                        signature.cause(),
                        cipher.seal(
                                run.organizationId(),
                                run.executionId(),
                                signature.text().getBytes(StandardCharsets.UTF_8)));
    }

    private Settlement.Exchange exchange(ClaimedRun run, Report report) {
        UUID organization = run.organizationId();
        UUID row = run.executionId();
        Response response = report.response();
        Phases phases = report.phases();
        return new Settlement.Exchange(
                sealHeaders(organization, row, report.sentHeaders()),
                response == null ? null : response.status(),
                response == null ? null : sealHeaders(organization, row, response.headers()),
                response == null || response.body().length == 0
                        ? null
                        : cipher.seal(organization, row, response.body()),
                response == null ? 0 : flags(response),
                phases.dnsMicros(),
                phases.connectMicros(),
                phases.tlsMicros(),
                phases.firstByteMicros(),
                phases.totalMicros());
    }

    private byte @Nullable [] sealHeaders(UUID organization, UUID row, List<Header> headers) {
        return headers.isEmpty() ? null : cipher.seal(organization, row, Json.WIRE.writeValueAsBytes(headers));
    }

    private static int flags(Response response) {
        return (response.truncated() ? 1 : 0) | (response.cutShort() ? 2 : 0) | (response.undecodable() ? 4 : 0);
    }

    /// PostgreSQL's text takes no NUL, and a message is a sentence, not a page.
    private static String storable(String message) {
        String text = message.replace('\0', ' ');
        return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE - 1) + "…";
    }
}

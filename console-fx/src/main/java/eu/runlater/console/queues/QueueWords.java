package eu.runlater.console.queues;

import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.CircuitView;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.QueueView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;

/// How a queue and a circuit stand, in words. FX thread.
final class QueueWords {
    private final Times times;

    QueueWords(Times times) {
        this.times = times;
    }

    static StateLook state(QueueView queue) {
        if (queue.paused()) {
            return StateLook.of("paused");
        }
        if (queue.running() > 0) {
            return new StateLook(Feather.PLAY_CIRCLE, Texts.get("queues.state.active"), "tone-success");
        }
        if (queue.waiting() > 0) {
            boolean blocked = queue.blockedBy() != null;
            return new StateLook(
                    Feather.CLOCK, Texts.get("queues.state.waiting"), blocked ? "tone-warning" : "tone-muted");
        }
        return new StateLook(Feather.CIRCLE, Texts.get("queues.state.idle"), "tone-muted");
    }

    static StateLook circuit(CircuitView circuit) {
        return switch (circuit.state()) {
            case "closed" -> new StateLook(Feather.ALERT_TRIANGLE, Texts.get("queues.circuit.closed"), "tone-warning");
            case "open" -> new StateLook(Feather.ZAP_OFF, Texts.get("queues.circuit.open"), "tone-danger");
            case "half_open" -> new StateLook(Feather.ACTIVITY, Texts.get("queues.circuit.half_open"), "tone-accent");
            default -> new StateLook(Feather.CIRCLE, circuit.state(), "tone-muted");
        };
    }

    /// What went wrong with the calls, in words; empty when that is not known.
    static String reason(CircuitView circuit) {
        String reason = circuit.reason() == null ? "" : circuit.reason();
        String key = "queues.reason." + reason;
        return Texts.has(key) ? Texts.get(key) : reason;
    }

    /// Who paused it and why, as short as a column needs it; empty unless it is paused.
    static String paused(QueueView queue) {
        if (!queue.paused()) {
            return "";
        }
        String by = queue.pausedBy();
        String why = queue.pausedReason();
        String who = by == null ? "" : Texts.get("queues.paused.by", by);
        return (who + (why == null || why.isBlank() ? "" : " " + Texts.get("queues.paused.why", why))).strip();
    }

    /// Why due runs wait, for a column; empty when they do not.
    String blocked(QueueView queue) {
        String by = queue.blockedBy();
        if (by == null) {
            return queue.waiting() > 0 && queue.due() == 0 ? Texts.get("queues.blocked.time") : "";
        }
        Instant next = queue.nextStartAt();
        return switch (by) {
            case "paused" -> Texts.get("queues.blocked.paused");
            case "concurrency" ->
                queue.concurrency() == 1
                        ? Texts.get("queues.blocked.serial")
                        : Texts.get("queues.blocked.concurrency", queue.concurrency());
            case "rate" ->
                next == null
                        ? Texts.get("queues.blocked.rate", rate(queue))
                        : Texts.get("queues.blocked.rate_until", rate(queue), times.brief(next));
            case "ordered" -> Texts.get("queues.blocked.ordered");
            case "organization_cap" -> Texts.get("queues.blocked.organization_cap");
            case "circuit_open" -> Texts.get("queues.blocked.circuit_open");
            default -> by.replace('_', ' ');
        };
    }

    /// The whole story, for the detail.
    ///
    /// @param circuits of the hosts with something against them
    String sentence(QueueView queue, List<CircuitView> circuits) {
        if (queue.paused()) {
            return pausedSentence(queue);
        }
        Optional<CircuitView> closed = QueuesViewModel.closedWay(queue, circuits);
        if (closed.isPresent()) {
            return circuitSentence(closed.get());
        }
        String by = queue.blockedBy();
        if (by != null) {
            return blockedSentence(queue, by);
        }
        if (queue.waiting() == 0) {
            return Texts.get(queue.running() == 0 ? "queues.said.empty" : "queues.said.running", queue.running());
        }
        return queue.due() > 0
                ? Texts.get("queues.said.moving")
                : queue.nextInLine().stream()
                        .findFirst()
                        .map(next -> Texts.get(
                                "queues.said.not_due",
                                next.taskName(),
                                times.absolute(next.scheduledFor()),
                                times.relative(next.scheduledFor())))
                        .orElse(Texts.get("queues.said.later"));
    }

    private String pausedSentence(QueueView queue) {
        String by = queue.pausedBy() == null ? Texts.get("queues.said.somebody") : queue.pausedBy();
        Instant at = queue.pausedAt();
        String when = at == null ? "" : " " + times.relative(at);
        String why = queue.pausedReason();
        return why == null || why.isBlank()
                ? Texts.get("queues.said.paused", by, when)
                : Texts.get("queues.said.paused_why", by, when, why);
    }

    private String circuitSentence(CircuitView circuit) {
        Instant probe = circuit.openUntil();
        String next = probe == null || !probe.isAfter(times.now())
                ? Texts.get("queues.said.probe_now")
                : Texts.get("queues.said.probe", countdown(probe));
        return Texts.get("queues.said.circuit", circuit.host(), next);
    }

    private String blockedSentence(QueueView queue, String by) {
        Instant next = queue.nextStartAt();
        Optional<ExecutionSummary> running = queue.runningNow().stream().findFirst();
        Optional<ExecutionSummary> first = queue.nextInLine().stream().findFirst();
        return switch (by) {
            case "concurrency" ->
                queue.concurrency() == 1
                        ? running.map(run -> Texts.get("queues.said.serial", run.taskName(), since(run)))
                                .orElse(Texts.get("queues.said.serial_bare"))
                        : Texts.get("queues.said.concurrency", queue.concurrency());
            case "rate" ->
                next == null
                        ? Texts.get("queues.said.rate", rate(queue))
                        : Texts.get("queues.said.rate_until", rate(queue), times.clock(next), times.relative(next));
            case "ordered" ->
                first.map(run -> Texts.get(
                                "queues.said.ordered",
                                run.taskName(),
                                run.attempt(),
                                run.maxAttempts(),
                                times.absolute(run.scheduledFor())))
                        .orElse(Texts.get("queues.said.ordered_bare"));
            case "organization_cap" -> Texts.get("queues.said.organization_cap");
            case "circuit_open" -> Texts.get("queues.said.circuit_bare");
            default -> Texts.get("queues.said.other", by.replace('_', ' '));
        };
    }

    private String since(ExecutionSummary run) {
        return run.startedAt() == null ? Texts.get("ui.none") : times.clock(run.startedAt());
    }

    private static String rate(QueueView queue) {
        return queue.rate() == null ? Texts.get("ui.none") : queue.rate();
    }

    /// `25 s`, never negative.
    String countdown(Instant until) {
        Duration left = Duration.between(times.now(), until);
        return Times.rough(left.isNegative() ? Duration.ZERO : left.plusMillis(999));
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

package eu.runlater.engine.dispatch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is held against a host (behaviour §13). Closed while `openUntil` is absent; open until then; after it
/// half-open, until a probe has told. Pure.
///
/// @param failures consecutive ones · @param level how often it has opened without a good answer in between
record CircuitState(
        int failures,
        int level,
        @Nullable Instant openedAt,
        @Nullable Instant openUntil,
        @Nullable String reason) {
    static final CircuitState CLEAN = new CircuitState(0, 0, null, null, null);

    /// What the attempts of one batch say about one host, folded in the order they ended.
    ///
    /// @param answered whether one of them got an answer like that of a working host
    /// @param failures after that answer, or all · @param lastStart when the last of these began
    /// @param block longest time a host asked to be left alone; absent when none did
    record Report(
            boolean answered,
            int failures,
            @Nullable Instant lastStart,
            @Nullable Duration block,
            String reason) {
        static final Report NOTHING = new Report(false, 0, null, null, "");

        Report and(HostEffect effect, Instant startedAt) {
            return switch (effect.kind()) {
                case ANSWERED -> new Report(true, 0, null, block, reason);
                case FAILED -> new Report(answered, failures + 1, latest(lastStart, startedAt), block, effect.reason());
                case BLOCKED ->
                    new Report(answered, failures, lastStart, longest(block, effect.block()), effect.reason());
                case NONE -> this;
            };
        }

        /// Whether it can be written without looking at what is held against the host.
        boolean isFine() {
            return answered && failures == 0 && block == null;
        }

        private static Instant latest(@Nullable Instant a, Instant b) {
            return a != null && a.isAfter(b) ? a : b;
        }

        private static @Nullable Duration longest(@Nullable Duration a, @Nullable Duration b) {
            return a == null ? b : b == null || a.compareTo(b) > 0 ? a : b;
        }
    }

    boolean open(Instant now) {
        return openUntil != null && openUntil.isAfter(now);
    }

    boolean isClean() {
        return failures == 0 && level == 0 && openUntil == null;
    }

    /// The state after a report.
    ///
    /// @param threshold consecutive failures that open it
    CircuitState after(Report report, int threshold, Instant now) {
        int counted = (report.answered ? 0 : failures) + report.failures;
        int escalation = report.answered ? 0 : level;
        Instant until = openUntil;
        if (report.answered && until != null && !until.isAfter(now)) {
            until = null; // a good answer after the block: closed
        }
        if (report.failures > 0 && !open(now)) {
            // Of a wave that was under way when it opened, nothing escalates; of a half-open one only the probe tells.
            Instant last = report.lastStart;
            boolean probe = until != null && last != null && !last.isBefore(until);
            if (counted >= threshold && (probe || until == null)) {
                escalation++;
                until = now.plus(step(escalation));
            } else if (probe) {
                until = null; // the block is over, and what failed since is not enough for another
            }
        }
        if (report.block != null) {
            Instant asked = now.plus(report.block);
            until = until == null || until.isBefore(asked) ? asked : until;
        }
        boolean opened = until != null && !until.equals(openUntil);
        return new CircuitState(
                counted,
                escalation,
                until == null ? null : openedAt == null ? now : openedAt,
                until,
                until == null ? null : opened ? report.reason : reason);
    }

    static Duration step(int level) {
        return Duration.ofSeconds(
                switch (level) {
                    case 0, 1 -> 30;
                    case 2 -> 60;
                    case 3 -> 120;
                    default -> 300;
                });
    }
}

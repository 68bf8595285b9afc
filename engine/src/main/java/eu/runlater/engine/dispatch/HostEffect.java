package eu.runlater.engine.dispatch;

import eu.runlater.engine.delivery.Outcome;
import eu.runlater.engine.delivery.Response;
import eu.runlater.engine.delivery.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an attempt says about its host, before assertions are applied (behaviour §13).
///
/// @param reason what to show for it, e.g. `HTTP 503`
/// @param block how long nothing is to be sent, for an answer that says so; absent = it counts as one failure
record HostEffect(Kind kind, String reason, @Nullable Duration block) {
    enum Kind {
        /// It answered like a host that works.
        ANSWERED,
        FAILED,
        /// It asked to be left alone.
        BLOCKED,
        /// Says nothing about the host: refused by our own rules, taken back, broken on our side.
        NONE
    }

    static final HostEffect NOTHING = new HostEffect(Kind.NONE, "", null);
    private static final HostEffect FINE = new HostEffect(Kind.ANSWERED, "", null);
    private static final Duration UNASKED = Duration.ofSeconds(60);

    static HostEffect of(Outcome outcome, @Nullable Response response, Instant now) {
        if (outcome instanceof Outcome.Interrupted
                || outcome instanceof Outcome.Refused
                || outcome instanceof Outcome.NotSendable
                || outcome instanceof Outcome.Uncredentialed
                || outcome instanceof Outcome.Broken) {
            return NOTHING;
        }
        if (response == null) {
            return new HostEffect(Kind.FAILED, outcome.kind(), null);
        }
        int status = response.status();
        if (status == 429) {
            Duration asked = RetryAfter.forHost(response, now).orElse(UNASKED);
            return new HostEffect(Kind.BLOCKED, "HTTP 429", asked);
        }
        if (outcome instanceof Outcome.TimedOut) {
            return new HostEffect(Kind.FAILED, outcome.kind(), null);
        }
        return status >= 500 ? new HostEffect(Kind.FAILED, "HTTP " + status, null) : FINE;
    }
}

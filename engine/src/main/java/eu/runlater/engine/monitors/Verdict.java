package eu.runlater.engine.monitors;

import eu.runlater.engine.delivery.Outcome;
import eu.runlater.engine.delivery.Report;
import eu.runlater.engine.delivery.Response;
import eu.runlater.engine.runtime.Json;
import eu.runlater.model.ProbeView.ExpectedJson;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Whether a call was as expected. Pure.
///
/// @param cause absent = it was; otherwise a short signature that equal causes share
/// @param message one sentence for people
record Verdict(@Nullable String cause, @Nullable String message) {
    private static final Verdict GOOD = new Verdict(null, null);

    /// The order is that in which people look: did it answer, with what, how fast, and for how much longer.
    static Verdict of(Probe probe, Report report, @Nullable Instant certificateUntil, Instant now) {
        Outcome outcome = report.outcome();
        if (!(outcome instanceof Outcome.Succeeded)) {
            return new Verdict(
                    outcome.kind().equals("http_status") ? outcome.message() : outcome.kind(), outcome.message());
        }
        ExpectedJson json = probe.expectedJson();
        if (json != null && !holds(json, report.response())) {
            return new Verdict(
                    "json_mismatch", "The answer's field \"" + json.field() + "\" is not \"" + json.equals() + "\"");
        }
        Integer slowest = probe.maxResponseMs();
        int took = report.phases().totalMicros() / 1_000;
        if (slowest != null && took > slowest) {
            return new Verdict("too_slow", "The answer took " + took + " ms, more than " + slowest + " ms");
        }
        Integer days = probe.tlsDaysLeft();
        if (days != null && certificateUntil != null && certificateUntil.isBefore(now.plus(Duration.ofDays(days)))) {
            return new Verdict(
                    "tls_expiring", "The certificate ends on " + certificateUntil + ", in less than " + days + " days");
        }
        return GOOD;
    }

    boolean good() {
        return cause == null;
    }

    private static boolean holds(ExpectedJson expected, @Nullable Response response) {
        if (response == null) {
            return false;
        }
        try {
            JsonNode node = Json.WIRE.readTree(response.body());
            for (String name : expected.field().split("\\.")) {
                node = node.path(name);
            }
            return node.isValueNode() && node.asString().equals(expected.equals());
        } catch (JacksonException _) {
            return false;
        }
    }
}

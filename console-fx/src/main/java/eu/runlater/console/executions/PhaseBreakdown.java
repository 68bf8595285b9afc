package eu.runlater.console.executions;

import eu.runlater.model.ExecutionDetail.Phases;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the time of one attempt went, as consecutive parts that add up to the total. Pure.
///
/// @param parts in the order in which they happened; parts that did not happen (a reused connection) are left out
public record PhaseBreakdown(List<Part> parts, double totalMs) {
    public PhaseBreakdown {
        parts = List.copyOf(parts);
    }

    public enum Phase {
        DNS,
        CONNECT,
        TLS,
        /// From the connection being ready to the first byte of the answer: sending the request and the target's work.
        FIRST_BYTE,
        /// Reading the rest of the answer.
        BODY,
        /// Everything, when it is not known how it splits: no byte came back.
        NO_ANSWER
    }

    /// @param startMs since the attempt started
    public record Part(Phase phase, double startMs, double lengthMs) {
        public double endMs() {
            return startMs + lengthMs;
        }
    }

    /// The part that was going on when the time was up or the connection failed is the last one.
    public static PhaseBreakdown of(Phases phases) {
        List<Part> parts = new ArrayList<>();
        double position = add(parts, Phase.DNS, 0, phases.dnsMs());
        position = add(parts, Phase.CONNECT, position, phases.connectMs());
        position = add(parts, Phase.TLS, position, phases.tlsMs());
        double total = Math.max(phases.totalMs(), position);
        Double firstByte = phases.firstByteMs();
        if (firstByte != null) {
            double arrived = Math.min(Math.max(firstByte, position), total);
            parts.add(new Part(Phase.FIRST_BYTE, position, arrived - position));
            parts.add(new Part(Phase.BODY, arrived, total - arrived));
        } else if (total > position) {
            parts.add(new Part(Phase.NO_ANSWER, position, total - position));
        }
        return new PhaseBreakdown(parts, total);
    }

    private static double add(List<Part> parts, Phase phase, double start, @Nullable Double length) {
        if (length == null) {
            return start;
        }
        parts.add(new Part(phase, start, length));
        return start + length;
    }
}

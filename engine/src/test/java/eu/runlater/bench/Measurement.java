package eu.runlater.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The result of one scenario: medians of its repetitions.
///
/// @param values in the order to be shown, in the unit of each name (`…/s`, `… ms`)
/// @param target what must hold, checked against one of the values
/// @param notes what a reader must know to judge the figures
public record Measurement(
        String scenario,
        Map<String, Double> values,
        @Nullable Target target,
        List<String> notes) {
    public Measurement {
        notes = List.copyOf(notes);
    }

    /// @param value the name of the value · @param atLeast true = must not be below `limit`, false = must be below it
    public record Target(String value, boolean atLeast, double limit) {
        boolean isMet(double measured) {
            return atLeast ? measured >= limit : measured < limit;
        }

        String words() {
            return (atLeast ? "≥ " : "< ") + String.format(Locale.ROOT, "%,.0f", limit);
        }
    }

    /// Whether the target was met; true when there is none.
    public boolean isMet() {
        return target == null || target.isMet(values.getOrDefault(target.value(), Double.NaN));
    }
}

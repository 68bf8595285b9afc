package eu.runlater.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The results as a table for people and as JSON for programs.
record Report(Machine machine, List<String> conditions, List<Measurement> measurements) {
    Report {
        conditions = List.copyOf(conditions);
        measurements = List.copyOf(measurements);
    }

    String table() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format("%-9s %-18s %12s   %-10s", "scenario", "value", "median", "target"));
        lines.add("─".repeat(58));
        for (Measurement measurement : measurements) {
            String scenario = measurement.scenario();
            for (Map.Entry<String, Double> value : measurement.values().entrySet()) {
                lines.add(row(scenario, measurement, value.getKey(), value.getValue()));
                scenario = "";
            }
            lines.add("");
        }
        measurements.forEach(measurement ->
                measurement.notes().forEach(note -> lines.add(String.format("%-9s %s", measurement.scenario(), note))));
        lines.add("");
        lines.add("machine   " + machine.line());
        conditions.forEach(condition -> lines.add("          " + condition));
        return String.join("\n", lines) + "\n";
    }

    String json() {
        Map<String, Object> scenarios = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            Map<String, Object> scenario = new LinkedHashMap<>();
            scenario.put("values", measurement.values());
            Measurement.Target target = measurement.target();
            if (target != null) {
                scenario.put("target", target.value() + " " + target.words());
                scenario.put("met", measurement.isMet());
            }
            scenario.put("notes", measurement.notes());
            scenarios.put(measurement.scenario(), scenario);
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("machine", machine.facts());
        report.put("conditions", conditions);
        report.put("scenarios", scenarios);
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
    }

    boolean allMet() {
        return measurements.stream().allMatch(Measurement::isMet);
    }

    private static String row(String scenario, Measurement measurement, String name, double value) {
        Measurement.Target target = measurement.target();
        String verdict = target == null || !target.value().equals(name)
                ? ""
                : target.words() + (target.isMet(value) ? "  ok" : "  MISSED");
        String figure = String.format(Locale.ROOT, name.endsWith("/s") ? "%,.0f" : "%,.2f", value);
        return String.format("%-9s %-18s %12s   %s", scenario, name, figure, verdict);
    }
}

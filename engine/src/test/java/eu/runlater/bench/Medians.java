package eu.runlater.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects the values of repetitions and gives the median of each.
final class Medians {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(String name, double value) {
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    Map<String, Double> all() {
        Map<String, Double> medians = new LinkedHashMap<>();
        values.forEach((name, repetitions) -> medians.put(name, median(repetitions)));
        return medians;
    }

    private static double median(List<Double> repetitions) {
        List<Double> sorted = repetitions.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}

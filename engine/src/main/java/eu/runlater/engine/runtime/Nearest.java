package eu.runlater.engine.runtime;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the name somebody probably meant: fewest letters to change (Levenshtein), case ignored. Nothing when even the
/// nearest needs more than half of its letters changed.
public final class Nearest {
    private Nearest() {}

    public static Optional<String> to(String given, Collection<String> valid) {
        String wanted = given.toLowerCase(Locale.ROOT);
        return valid.stream()
                .min(Comparator.comparingInt((String name) -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name ->
                        distance(wanted, name.toLowerCase(Locale.ROOT)) <= Math.max(2, (name.length() + 1) / 2));
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}

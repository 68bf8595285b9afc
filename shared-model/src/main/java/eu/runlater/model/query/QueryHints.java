package eu.runlater.model.query;

import eu.runlater.model.ExecutionStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Says what to write instead.
public final class QueryHints {
    // Words people try because other tools, or our own answers, use them.
    private static final Map<String, String> OTHER_WORDS = Map.ofEntries(
            Map.entry("state", "status"),
            Map.entry("name", "task"),
            Map.entry("task_id", "task"),
            Map.entry("task_name", "task"),
            Map.entry("job", "task"),
            Map.entry("target", "host"),
            Map.entry("domain", "host"),
            Map.entry("type", "kind"),
            Map.entry("status_code", "code"),
            Map.entry("http", "code"),
            Map.entry("from", "since"),
            Map.entry("after", "since"),
            Map.entry("to", "until"),
            Map.entry("before", "until"),
            Map.entry("run_id", "run"),
            Map.entry("execution", "id"),
            Map.entry("execution_id", "id"));

    private QueryHints() {}

    static String unknownField(String name) {
        String asked = name.toLowerCase(Locale.ROOT);
        String shown = asked.length() > 32 ? asked.substring(0, 32) + "…" : asked;
        if (asked.equals("url") || asked.equals("error") || asked.equals("message")) {
            return "there is no field " + shown + "; write the words alone, they search name, URL and error";
        }
        List<String> known =
                Arrays.stream(QueryField.values()).map(QueryField::word).toList();
        String near = OTHER_WORDS.getOrDefault(asked, nearest(asked, known));
        String hint = near.isEmpty() ? "fields are " + String.join(", ", known) : "did you mean " + near + ":?";
        return "there is no field " + shown + "; " + hint + " (put quotes around a text with a colon)";
    }

    /// Why a text is not a value of the field.
    public static String badValue(QueryField field, String text) {
        String shown = text.length() > 64 ? text.substring(0, 64) + "…" : text;
        return switch (field) {
            case STATUS -> {
                List<String> known = Arrays.stream(ExecutionStatus.values())
                        .filter(status -> status != ExecutionStatus.UNKNOWN)
                        .map(ExecutionStatus::word)
                        .toList();
                String near = nearest(text.toLowerCase(Locale.ROOT), known);
                yield "there is no status " + shown + "; "
                        + (near.isEmpty() ? "one of " + String.join(", ", known) : "did you mean " + near + "?");
            }
            case CODE -> shown + " is not a status code; write 404, 5xx, 500-503, or * for any";
            case SINCE, UNTIL ->
                shown + " is not a moment; write 30s, 15m, 2h, 7d (ago), now, 2026-05-04 or 2026-05-04T09:30:00Z";
            case RUN, ID, CAUSE -> shown + " is not an id; ids have 36 characters, like " + field.example();
            case TASK, QUEUE, HOST, KIND -> shown + " cannot be searched for";
        };
    }

    /// The candidate at most two slips away (a third of the letters for short words); empty when there is none.
    static String nearest(String asked, List<String> candidates) {
        if (asked.length() > 32) {
            return "";
        }
        int allowed = Math.min(2, Math.max(1, asked.length() / 3));
        Map<Integer, String> byDistance = candidates.stream()
                .collect(Collectors.toMap(word -> distance(asked, word), word -> word, (first, _) -> first));
        int best =
                byDistance.keySet().stream().mapToInt(Integer::intValue).min().orElse(Integer.MAX_VALUE);
        return best <= allowed ? byDistance.getOrDefault(best, "") : "";
    }

    /// Letters inserted, left out, replaced, or swapped with their neighbour.
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}

package eu.runlater.console.ui;

import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.query.QueryField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What could stand at the caret of a query: fields at the beginning of a word, then values of the field. Pure.
final class QueryCompletion {
    private static final int MOST = 12;
    private static final List<String> MOMENTS = List.of("15m", "1h", "2h", "24h", "7d", "30d");
    private static final List<String> CODES = List.of("2xx", "4xx", "5xx", "404", "410", "429", "500", "503");

    /// @param label what is offered · @param hint what it is
    /// @param text the whole query with it · @param caret where the caret stands then
    record Suggestion(String label, String hint, String text, int caret) {}

    private QueryCompletion() {}

    /// @param seen values of a field that were on screen lately
    static List<Suggestion> at(String text, int caret, Function<QueryField, ? extends Iterable<String>> seen) {
        int end = Math.clamp(caret, 0, text.length());
        if (end < text.length() && text.charAt(end) != ' ') {
            return List.of(); // in the middle of a word: it is being read, not written
        }
        int start = text.lastIndexOf(' ', end - 1) + 1;
        String word = text.substring(start, end);
        boolean negated = word.startsWith("-");
        String bare = negated ? word.substring(1) : word;
        if (bare.indexOf('"') >= 0) {
            return List.of();
        }
        int colon = bare.indexOf(':');
        if (colon < 0) {
            return fields(text, start + (negated ? 1 : 0), end, bare);
        }
        QueryField field = field(bare.substring(0, colon));
        if (field == null) {
            return List.of();
        }
        String values = bare.substring(colon + 1);
        String begun = values.substring(values.lastIndexOf(',') + 1);
        return values(text, end - begun.length(), end, begun, field, seen);
    }

    private static List<Suggestion> fields(String text, int start, int end, String begun) {
        List<Suggestion> found = new ArrayList<>();
        for (QueryField field : QueryField.values()) {
            if (field != QueryField.CAUSE && field.word().startsWith(begun.toLowerCase(Locale.ROOT))) {
                String insert = field.word() + ":";
                found.add(replaced(text, start, end, insert, Texts.get("ui.query.field." + field.word())));
            }
        }
        return found;
    }

    private static List<Suggestion> values(
            String text,
            int start,
            int end,
            String begun,
            QueryField field,
            Function<QueryField, ? extends Iterable<String>> seen) {
        Set<String> values = new LinkedHashSet<>();
        switch (field) {
            case STATUS ->
                Arrays.stream(ExecutionStatus.values())
                        .filter(status -> status != ExecutionStatus.UNKNOWN)
                        .forEach(status -> values.add(status.word()));
            case SINCE, UNTIL -> values.addAll(MOMENTS);
            case CODE -> values.addAll(CODES);
            case TASK, QUEUE, HOST, KIND, RUN, ID, CAUSE -> seen.apply(field).forEach(values::add);
        }
        String asked = begun.toLowerCase(Locale.ROOT);
        return values.stream()
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(asked) && !value.equalsIgnoreCase(begun))
                .limit(MOST)
                .map(value -> replaced(text, start, end, quoted(value), ""))
                .toList();
    }

    private static Suggestion replaced(String text, int start, int end, String insert, String hint) {
        String whole = text.substring(0, start) + insert + text.substring(end);
        return new Suggestion(insert, hint, whole, start + insert.length());
    }

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> Character.isWhitespace(c) || c == ',' || c == '"' || c == ':');
        return plain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static @Nullable QueryField field(String word) {
        for (QueryField field : QueryField.values()) {
            if (field.word().equalsIgnoreCase(word)) {
                return field;
            }
        }
        return null;
    }
}

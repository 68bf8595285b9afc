package eu.runlater.console.executions;

import eu.runlater.console.api.ExecutionQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Small edits of a query's text: reading and setting its range, and narrowing it to some rows. The text stays the one
/// truth; nothing here interprets more of it than whole words. Pure.
final class QueryText {
    private static final String SINCE = "since:";

    private QueryText() {}

    /// The value of `since:`, if the query has it.
    static @Nullable String since(String query) {
        return words(query).stream()
                .filter(word -> word.startsWith(SINCE))
                .map(word -> word.substring(SINCE.length()))
                .findFirst()
                .orElse(null);
    }

    /// The query with another `since:`, or without one.
    static String withSince(String query, @Nullable String since) {
        List<String> words = new ArrayList<>(words(query));
        int at = -1;
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith(SINCE)) {
                at = i;
                break;
            }
        }
        if (at >= 0) {
            if (since == null) {
                words.remove(at);
            } else {
                words.set(at, SINCE + since);
            }
        } else if (since != null) {
            words.add(SINCE + since);
        }
        return String.join(" ", words);
    }

    /// Whether a row can leave or enter the list by anything but time: then a changed row has to be asked about.
    static boolean dependsOnState(ExecutionQuery query) {
        return query.cause() != null
                || words(query.query()).stream()
                        .anyMatch(word -> !word.startsWith(SINCE) && !word.startsWith("until:"));
    }

    /// The same query, asked only about some of its rows.
    static ExecutionQuery onlyKeys(ExecutionQuery query, Collection<UUID> keys) {
        String field = query.byRun() ? "run:" : "id:";
        String ids = keys.stream().map(UUID::toString).collect(Collectors.joining(","));
        String text = query.query().isBlank() ? field + ids : query.query() + " " + field + ids;
        return query.withQuery(text);
    }

    /// Words as the query language separates them: by spaces outside of double quotes.
    private static List<String> words(String query) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if (Character.isWhitespace(c) && !quoted) {
                add(words, word);
            } else {
                word.append(c);
            }
        }
        add(words, word);
        return words;
    }

    private static void add(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}

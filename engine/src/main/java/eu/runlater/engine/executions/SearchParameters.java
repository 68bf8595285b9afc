package eu.runlater.engine.executions;

import eu.runlater.engine.web.ApiProblem;
import eu.runlater.model.query.Glob;
import eu.runlater.model.query.Query;
import eu.runlater.model.query.QueryField;
import eu.runlater.model.query.QueryHints;
import eu.runlater.model.query.QueryMistake;
import eu.runlater.model.query.QueryTerm;
import eu.runlater.model.query.QueryValue;
import eu.runlater.model.query.QueryValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// The parameters of a list of executions: the query language in `query`, the same as plain parameters, and paging.
/// Everything given has to hold. A parameter that does not exist is refused: ignored, it would quietly show all rows.
final class SearchParameters {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    private static final int MAX_QUERY = 4096;

    private static final Map<String, QueryField> PLAIN = new LinkedHashMap<>();

    static {
        PLAIN.put("status", QueryField.STATUS);
        PLAIN.put("task_id", QueryField.TASK);
        PLAIN.put("run_id", QueryField.RUN);
        PLAIN.put("queue", QueryField.QUEUE);
        PLAIN.put("host", QueryField.HOST);
        PLAIN.put("code", QueryField.CODE);
        PLAIN.put("kind", QueryField.KIND);
        PLAIN.put("cause", QueryField.CAUSE);
        PLAIN.put("from", QueryField.SINCE);
        PLAIN.put("to", QueryField.UNTIL);
    }

    private static final List<String> OTHERS = List.of("query", "q", "group", "limit", "cursor");

    private SearchParameters() {}

    static Search search(UUID organizationId, MultiValueMap<String, String> parameters) {
        String cursor = single(parameters, "cursor");
        return new Search(
                organizationId,
                query(parameters),
                byRun(parameters),
                limit(single(parameters, "limit")),
                cursor == null ? null : cursor(cursor));
    }

    static Query query(MultiValueMap<String, String> parameters) {
        refuseUnknown(parameters);
        List<QueryTerm> terms = new ArrayList<>();
        String text = single(parameters, "query");
        if (text != null) {
            terms.addAll(written(text).terms());
        }
        PLAIN.forEach((name, field) -> {
            List<String> values = parameters.get(name);
            if (values != null) {
                terms.add(plain(name, field, values));
            }
        });
        String words = single(parameters, "q");
        if (words != null) {
            terms.add(words(words));
        }
        return new Query(terms);
    }

    static boolean byRun(MultiValueMap<String, String> parameters) {
        String group = single(parameters, "group");
        if (group != null && !group.equals("run")) {
            throw ApiProblem.invalid("group", "can only be run");
        }
        return group != null;
    }

    /// @throws ApiProblem 422 `invalid_query` that says where it is wrong
    static Query written(String text) {
        return switch (Query.read(text)) {
            case Query.Read read -> read.query();
            case Query.Refused(QueryMistake mistake) ->
                throw ApiProblem.of(422, "invalid_query", message(mistake), details(mistake));
        };
    }

    private static String message(QueryMistake mistake) {
        return "In query, character " + (mistake.start() + 1) + ": " + mistake.message();
    }

    private static Map<String, List<String>> details(QueryMistake mistake) {
        return Map.of(
                "query", List.of(mistake.message()),
                "start", List.of(Integer.toString(mistake.start())),
                "end", List.of(Integer.toString(mistake.end())));
    }

    private static QueryTerm plain(String name, QueryField field, List<String> given) {
        List<QueryValue> values = new ArrayList<>();
        for (String part : given) {
            // A moment has no comma, and a value's own commas are the query language's business.
            for (String text : part.split(",", -1)) {
                values.add(QueryValues.plain(field, text.strip())
                        .orElseThrow(() -> ApiProblem.invalid(name, QueryHints.badValue(field, text.strip()))));
            }
        }
        if (field == QueryField.TASK && values.stream().anyMatch(value -> !(value instanceof QueryValue.Id))) {
            throw ApiProblem.invalid(name, "must be the id of a task, 36 characters; names go into query=task:…");
        }
        try {
            return new QueryTerm.Match(false, field, values);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid(name, "takes one moment");
        }
    }

    private static QueryTerm words(String text) {
        if (text.isBlank() || text.length() > MAX_QUERY || text.indexOf('\u0000') >= 0) {
            throw ApiProblem.invalid("q", "must be a text of 1 to " + MAX_QUERY + " characters");
        }
        return new QueryTerm.Word(false, Glob.exact(text.strip()));
    }

    private static int limit(@Nullable String text) {
        try {
            int limit = text == null ? DEFAULT_LIMIT : Integer.parseInt(text.strip());
            return limit <= 0 ? DEFAULT_LIMIT : Math.min(limit, MAX_LIMIT);
        } catch (NumberFormatException e) {
            return DEFAULT_LIMIT; // api.md §4
        }
    }

    private static Cursor cursor(String text) {
        return Cursor.read(text)
                .orElseThrow(() ->
                        ApiProblem.invalid("cursor", "is not a cursor of this list; pass next_cursor as it came"));
    }

    private static @Nullable String single(MultiValueMap<String, String> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw ApiProblem.invalid(name, "may be given once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    private static void refuseUnknown(MultiValueMap<String, String> parameters) {
        for (String name : parameters.keySet()) {
            if (!PLAIN.containsKey(name) && !OTHERS.contains(name)) {
                List<String> known = new ArrayList<>(PLAIN.keySet());
                known.addAll(OTHERS);
                String shown = name.length() > 64 ? name.substring(0, 64) + "…" : name;
                throw ApiProblem.of(
                        422,
                        "unknown_parameter",
                        "There is no parameter \"" + shown + "\" here. Known: " + String.join(", ", known) + ".");
            }
        }
    }
}

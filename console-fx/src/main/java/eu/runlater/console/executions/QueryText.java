package eu.runlater.console.executions;

import eu.runlater.console.api.ExecutionQuery;
import eu.runlater.model.query.Query;
import eu.runlater.model.query.QueryField;
import eu.runlater.model.query.QueryTerm;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Small edits of a query's text that leave the rest of it as it was typed: its range, and narrowing it to some
/// rows. The text stays the one truth of what is listed. Pure.
public final class QueryText {
    /// What never changes while a run goes on.
    private static final Set<QueryField> FIXED = EnumSet.of(
            QueryField.TASK, QueryField.QUEUE, QueryField.HOST, QueryField.KIND, QueryField.RUN, QueryField.ID);

    private QueryText() {}

    /// The value of `since:`, if the query has one and can be read.
    public static @Nullable String since(String text) {
        if (!(Query.read(text) instanceof Query.Read read)) {
            return null;
        }
        OptionalInt at = sinceTerm(read);
        if (at.isEmpty()) {
            return null;
        }
        Query.Span span = read.spans().get(at.getAsInt());
        return text.substring(span.start() + QueryField.SINCE.word().length() + 1, span.end());
    }

    /// The query with another `since:`, or without one. What cannot be read is given back as it is.
    public static String withSince(String text, @Nullable String since) {
        if (!(Query.read(text) instanceof Query.Read read)) {
            return text;
        }
        String term = since == null ? "" : QueryField.SINCE.word() + ":" + since;
        OptionalInt at = sinceTerm(read);
        if (at.isEmpty()) {
            return (text.strip() + " " + term).strip();
        }
        Query.Span span = read.spans().get(at.getAsInt());
        String before = text.substring(0, span.start());
        String after = text.substring(span.end());
        return (term.isEmpty() ? before.stripTrailing() + " " + after.stripLeading() : before + term + after).strip();
    }

    private static OptionalInt sinceTerm(Query.Read read) {
        List<QueryTerm> terms = read.query().terms();
        return IntStream.range(0, terms.size())
                .filter(i -> terms.get(i) instanceof QueryTerm.Match match && match.field() == QueryField.SINCE)
                .findFirst();
    }

    /// Whether a row can enter or leave the list while its run goes on: then a changed row has to be asked about.
    static boolean dependsOnState(ExecutionQuery query) {
        return switch (Query.read(query.query())) {
            case Query.Read read ->
                read.query().terms().stream().anyMatch(term -> switch (term) {
                    case QueryTerm.Word _ -> true; // also searches the error
                    case QueryTerm.Match match -> match.field() != QueryField.SINCE && !FIXED.contains(match.field());
                });
            case Query.Refused _ -> false; // the engine refuses it as well: there are no rows
        };
    }

    /// The same query, asked only about some of its rows.
    static ExecutionQuery onlyKeys(ExecutionQuery query, Collection<UUID> keys) {
        QueryField field = query.byRun() ? QueryField.RUN : QueryField.ID;
        String ids = keys.stream().map(UUID::toString).collect(Collectors.joining(","));
        return query.withQuery((query.query().strip() + " " + field.word() + ":" + ids).strip());
    }
}

package eu.runlater.model.query;

import eu.runlater.model.ExecutionSummary;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides about one execution.
final class QueryMatcher {
    private QueryMatcher() {}

    static boolean holds(QueryTerm term, ExecutionSummary execution, Instant now) {
        boolean found = switch (term) {
            case QueryTerm.Word word -> {
                Glob text = word.text().lowerCase();
                yield contains(execution.taskName(), text)
                        || contains(execution.url(), text)
                        || contains(execution.errorMessage(), text)
                        || contains(execution.errorKind(), text);
            }
            case QueryTerm.Match match ->
                match.values().stream().anyMatch(value -> fits(match.field(), value, execution, now));
        };
        return found != term.negated();
    }

    private static boolean fits(QueryField field, QueryValue value, ExecutionSummary execution, Instant now) {
        return switch (value) {
            case QueryValue.Text text -> fits(field, text.glob(), execution);
            case QueryValue.Status status -> status.status().word().equals(execution.status());
            case QueryValue.Codes codes ->
                execution.statusCode() != null
                        && execution.statusCode() >= codes.from()
                        && execution.statusCode() <= codes.to();
            case QueryValue.Time time -> {
                boolean since = !timeOf(execution, now).isBefore(time.moment().at(now));
                yield since == (field == QueryField.SINCE);
            }
            case QueryValue.Id id -> id.id().equals(idOf(field, execution));
        };
    }

    private static boolean fits(QueryField field, Glob glob, ExecutionSummary execution) {
        return switch (field) {
            case TASK -> glob.lowerCase().matches(execution.taskName().toLowerCase(Locale.ROOT));
            case QUEUE -> execution.queue() != null && glob.matches(execution.queue());
            case HOST -> glob.lowerCase().matches(execution.host().toLowerCase(Locale.ROOT));
            case KIND -> glob.lowerCase().matches(execution.kind());
            case STATUS, CODE, SINCE, UNTIL, RUN, ID, CAUSE -> false;
        };
    }

    private static Object idOf(QueryField field, ExecutionSummary execution) {
        return switch (field) {
            case TASK -> execution.taskId();
            case RUN -> execution.runId();
            case ID -> execution.id();
            case CAUSE -> Objects.requireNonNullElse(execution.cause(), "none");
            case STATUS, QUEUE, HOST, KIND, CODE, SINCE, UNTIL -> "none";
        };
    }

    private static Instant timeOf(ExecutionSummary execution, Instant now) {
        Instant finished = execution.finishedAt();
        if (finished != null) {
            return finished;
        }
        return execution.scheduledFor().isAfter(now) ? execution.scheduledFor() : now;
    }

    private static boolean contains(@Nullable String text, Glob sought) {
        return text != null && sought.isFoundIn(text.toLowerCase(Locale.ROOT));
    }
}

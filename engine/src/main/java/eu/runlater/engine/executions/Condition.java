package eu.runlater.engine.executions;

import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.query.Glob;
import eu.runlater.model.query.Query;
import eu.runlater.model.query.QueryField;
import eu.runlater.model.query.QueryTerm;
import eu.runlater.model.query.QueryValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A query as SQL over the columns of [SummaryRow]: what must hold of a live row, what of a finished one, and the
/// values to bind. One thread.
final class Condition {
    private static final Set<ExecutionStatus> LIVE_STATES =
            EnumSet.of(ExecutionStatus.PENDING, ExecutionStatus.RUNNING);
    private static final Set<ExecutionStatus> ALL_STATES = EnumSet.complementOf(EnumSet.of(ExecutionStatus.UNKNOWN));

    private final Instant now;
    private final Map<String, Object> values = new HashMap<>();
    private final List<String> common = new ArrayList<>();
    private final List<String> live = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private final EnumSet<ExecutionStatus> states = EnumSet.copyOf(ALL_STATES);

    Condition(Query query, Instant now) {
        this.now = now;
        for (QueryTerm term : query.terms()) {
            switch (term) {
                case QueryTerm.Word word -> common.add(signed(word.negated(), word(word.text())));
                case QueryTerm.Match match when match.field() == QueryField.SINCE -> time(">=", match);
                case QueryTerm.Match match when match.field() == QueryField.UNTIL -> time("<", match);
                case QueryTerm.Match match -> {
                    narrow(match);
                    common.add(signed(
                            match.negated(),
                            match.values().stream()
                                    .map(value -> fits(match.field(), value))
                                    .collect(Collectors.joining(" or "))));
                }
            }
        }
    }

    /// Whether a waiting or running row can fit at all; if not, that table need not be asked.
    boolean mayBeLive() {
        return states.stream().anyMatch(LIVE_STATES::contains);
    }

    /// Whether a finished row can fit at all.
    boolean mayBeFinished() {
        return !LIVE_STATES.containsAll(states);
    }

    String live() {
        return joined(live);
    }

    String history() {
        return joined(history);
    }

    Map<String, Object> values() {
        return values;
    }

    private String joined(List<String> own) {
        List<String> all = new ArrayList<>(common);
        all.addAll(own);
        return all.isEmpty() ? "true" : String.join(" and ", all);
    }

    /// An absent value fits nothing, so it fits every negation.
    private static String signed(boolean negated, String condition) {
        return negated ? "not coalesce((" + condition + "), false)" : "(" + condition + ")";
    }

    private String word(Glob text) {
        String pattern = bind("%" + text.like() + "%");
        return List.of(SearchColumn.TASK_NAME, SearchColumn.URL, SearchColumn.ERROR_MESSAGE, SearchColumn.ERROR_KIND)
                .stream()
                .map(column -> column.sql() + " ilike " + pattern)
                .collect(Collectors.joining(" or "));
    }

    private String fits(QueryField field, QueryValue value) {
        return switch (value) {
            case QueryValue.Text(Glob glob) -> fits(field, glob);
            case QueryValue.Status(ExecutionStatus status) -> equal(SearchColumn.STATUS, status.word());
            case QueryValue.Codes(int from, int to) ->
                SearchColumn.STATUS_CODE.sql() + " between " + bind(from) + " and " + bind(to);
            case QueryValue.Id(java.util.UUID id) -> equal(idColumn(field), id);
            case QueryValue.Time _ -> throw new IllegalStateException(field + " is compared elsewhere");
        };
    }

    private String fits(QueryField field, Glob glob) {
        return switch (field) {
            case TASK -> SearchColumn.TASK_NAME.sql() + " ilike " + bind(glob.like());
            case HOST -> SearchColumn.HOST.sql() + " ilike " + bind(glob.like());
            case KIND -> SearchColumn.KIND.sql() + " ilike " + bind(glob.like());
            case QUEUE -> SearchColumn.QUEUE.sql() + " like " + bind(glob.like());
            case STATUS, CODE, SINCE, UNTIL, RUN, ID, CAUSE -> throw new IllegalStateException(field + " is no text");
        };
    }

    private static SearchColumn idColumn(QueryField field) {
        return switch (field) {
            case TASK -> SearchColumn.TASK_ID;
            case RUN -> SearchColumn.RUN;
            case ID -> SearchColumn.ID;
            case CAUSE -> SearchColumn.CAUSE;
            case STATUS, QUEUE, HOST, KIND, CODE, SINCE, UNTIL -> throw new IllegalStateException(field + " is no id");
        };
    }

    /// The time of a finished row is when it finished, which is also what days of history are left out by; that of a
    /// live one, when it is due, or now if that has passed.
    private void time(String comparison, QueryTerm.Match match) {
        if (match.values().getFirst() instanceof QueryValue.Time(var moment)) {
            String bound = bind(moment.at(now).atOffset(ZoneOffset.UTC));
            history.add(SearchColumn.FINISHED_AT.sql() + " " + comparison + " " + bound);
            String due =
                    "greatest(" + SearchColumn.SCHEDULED_FOR.sql() + ", " + bind(now.atOffset(ZoneOffset.UTC)) + ")";
            live.add(due + " " + comparison + " " + bound);
        }
    }

    private void narrow(QueryTerm.Match match) {
        if (match.field() != QueryField.STATUS) {
            return;
        }
        Set<ExecutionStatus> named = match.values().stream()
                .map(value -> value instanceof QueryValue.Status(var status) ? status : ExecutionStatus.UNKNOWN)
                .collect(Collectors.toSet());
        if (match.negated()) {
            states.removeAll(named);
        } else {
            states.retainAll(named);
        }
    }

    private String equal(SearchColumn column, Object value) {
        return column.sql() + " = " + bind(value);
    }

    private String bind(Object value) {
        String name = "v" + values.size();
        values.put(name, value);
        return ":" + name;
    }
}

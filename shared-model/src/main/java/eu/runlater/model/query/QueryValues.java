package eu.runlater.model.query;

import eu.runlater.model.ExecutionStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns a value's text into what its field asks for.
public final class QueryValues {
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern CODE = Pattern.compile("[1-9][0-9]{2}");
    private static final Pattern CODE_CLASS = Pattern.compile("([1-9])[xX]{2}");
    private static final Pattern CODE_RANGE = Pattern.compile("([1-9][0-9]{2})-([1-9][0-9]{2})");

    private QueryValues() {}

    /// Empty when it is not a value of that field.
    static Optional<QueryValue> of(QueryField field, Glob given) {
        if (field == QueryField.CODE) {
            return codes(given);
        }
        if (field.isText() && !given.isExact()) {
            return Optional.of(new QueryValue.Text(given));
        }
        return given.isExact() ? of(field, given.pieces().getFirst()) : Optional.empty();
    }

    /// Reads a value that comes without the language around it (a plain parameter of the API): a star stands for any
    /// characters where the field allows it. Empty when it is not a value of that field.
    public static Optional<QueryValue> plain(QueryField field, String text) {
        boolean searchable = text.length() <= QueryReader.MAX_LENGTH && QueryReader.unsearchable(text) < 0;
        return searchable ? of(field, new Glob(List.of(text.split("\\*", -1)))) : Optional.empty();
    }

    /// A text of `task` that has the form of an id is that id.
    static QueryValue settled(QueryField field, QueryValue value) {
        if (field == QueryField.TASK && value instanceof QueryValue.Text(Glob glob) && glob.isExact()) {
            return id(glob.pieces().getFirst()).orElse(value);
        }
        return value;
    }

    private static Optional<QueryValue> of(QueryField field, String text) {
        return switch (field) {
            case STATUS -> status(text);
            case TASK, QUEUE, HOST, KIND -> Optional.of(settled(field, new QueryValue.Text(Glob.exact(text))));
            case SINCE, UNTIL -> Moment.parse(text).map(QueryValue.Time::new);
            case RUN, ID, CAUSE -> id(text);
            case CODE -> Optional.empty();
        };
    }

    private static Optional<QueryValue> status(String text) {
        ExecutionStatus status = ExecutionStatus.of(text.toLowerCase(Locale.ROOT));
        return status == ExecutionStatus.UNKNOWN ? Optional.empty() : Optional.of(new QueryValue.Status(status));
    }

    private static Optional<QueryValue> id(String text) {
        return UUID_FORM.matcher(text).matches()
                ? Optional.of(new QueryValue.Id(UUID.fromString(text)))
                : Optional.empty();
    }

    private static Optional<QueryValue> codes(Glob given) {
        if (given.isAnything()) {
            return Optional.of(QueryValue.Codes.ANY);
        }
        if (!given.isExact()) {
            return Optional.empty();
        }
        String text = given.pieces().getFirst();
        if (CODE.matcher(text).matches()) {
            int code = Integer.parseInt(text);
            return Optional.of(new QueryValue.Codes(code, code));
        }
        Matcher group = CODE_CLASS.matcher(text);
        if (group.matches()) {
            int from = Integer.parseInt(group.group(1)) * 100;
            return Optional.of(new QueryValue.Codes(from, from + 99));
        }
        Matcher range = CODE_RANGE.matcher(text);
        if (range.matches() && range.group(1).compareTo(range.group(2)) <= 0) {
            return Optional.of(
                    new QueryValue.Codes(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2))));
        }
        return Optional.empty();
    }
}

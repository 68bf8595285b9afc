package eu.runlater.model.query;

import java.util.List;

/// One condition; a query's terms all have to hold.
public sealed interface QueryTerm {
    /// Whether the condition must not hold.
    boolean negated();

    /// A free word: found in the task's name, the URL, or the error, upper and lower case alike.
    record Word(boolean negated, Glob text) implements QueryTerm {
        public Word {
            if (text.isExact() && text.pieces().getFirst().isEmpty()) {
                throw new IllegalArgumentException("an empty word is found everywhere");
            }
        }
    }

    /// One of the values fits the field. A moment stands alone and is never negated.
    record Match(boolean negated, QueryField field, List<QueryValue> values) implements QueryTerm {
        public Match {
            values = values.stream()
                    .map(value -> QueryValues.settled(field, value))
                    .toList();
            if (values.isEmpty()) {
                throw new IllegalArgumentException(field.word() + " needs a value");
            }
            for (QueryValue value : values) {
                if (!fits(field, value)) {
                    throw new IllegalArgumentException(field.word() + " cannot be " + value);
                }
            }
            if (field.isMoment() && (negated || values.size() > 1)) {
                throw new IllegalArgumentException(field.word() + " takes one moment and is not negated");
            }
        }

        private static boolean fits(QueryField field, QueryValue value) {
            return switch (value) {
                case QueryValue.Text _ -> field.isText();
                case QueryValue.Status _ -> field == QueryField.STATUS;
                case QueryValue.Codes _ -> field == QueryField.CODE;
                case QueryValue.Time _ -> field.isMoment();
                case QueryValue.Id _ -> field.isId() || field == QueryField.TASK;
            };
        }
    }
}

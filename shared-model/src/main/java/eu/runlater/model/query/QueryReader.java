package eu.runlater.model.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads one text, once, from left to right.
///
/// ```
/// query  = { space | term }
/// term   = [ "-" ] ( field ":" value { "," value } | text )
/// text   = { character | '"' quoted '"' }       a backslash before `"`, `*` or `\` takes its meaning away
/// ```
final class QueryReader {
    static final int MAX_LENGTH = 4096;
    private static final int MAX_TERMS = 64;
    private static final int MAX_VALUES = 64;

    /// Ends reading; carries the mistake to [#read].
    private static final class Mistaken extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient QueryMistake mistake;

        Mistaken(int start, int end, String message) {
            super(message, null, false, false);
            this.mistake = new QueryMistake(start, end, message);
        }
    }

    private final String text;
    private int at;

    QueryReader(String text) {
        this.text = text;
    }

    Query.Reading read() {
        List<QueryTerm> terms = new ArrayList<>();
        List<Query.Span> spans = new ArrayList<>();
        try {
            refuseUnsearchable();
            while (skipSpace()) {
                int start = at;
                if (terms.size() == MAX_TERMS) {
                    throw new Mistaken(start, text.length(), "at most " + MAX_TERMS + " conditions");
                }
                terms.add(term());
                spans.add(new Query.Span(start, at));
            }
        } catch (Mistaken e) {
            return new Query.Refused(e.mistake);
        }
        return new Query.Read(new Query(terms), spans);
    }

    private void refuseUnsearchable() throws Mistaken {
        if (text.length() > MAX_LENGTH) {
            throw new Mistaken(MAX_LENGTH, text.length(), "a query has at most " + MAX_LENGTH + " characters");
        }
        int bad = unsearchable(text);
        if (bad >= 0) {
            throw new Mistaken(bad, bad + 1, "a character that no stored text can have");
        }
    }

    /// Where a text has a NUL or half a surrogate pair, which no stored text has and no database takes; -1 = nowhere.
    static int unsearchable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }

    private QueryTerm term() throws Mistaken {
        int start = at;
        boolean negated = text.charAt(at) == '-';
        if (negated) {
            at++;
            if (at == text.length() || isSpace(text.charAt(at))) {
                throw new Mistaken(start, at, "\"-\" needs something to leave out, for example -status:success");
            }
        }
        int colon = fieldEnd();
        if (colon < 0) {
            Glob word = glob(false);
            if (word.isExact() && word.pieces().getFirst().isEmpty()) {
                throw new Mistaken(start, at, "the quotes are empty; write what to search for between them");
            }
            return new QueryTerm.Word(negated, word);
        }
        String name = text.substring(at, colon);
        Optional<QueryField> field = QueryField.of(name);
        if (field.isEmpty()) {
            throw new Mistaken(at, colon, QueryHints.unknownField(name));
        }
        at = colon + 1;
        return match(start, negated, field.get());
    }

    /// Where the colon stands when a field's name begins here, else -1. `https://…` and `12:30` are free words.
    private int fieldEnd() {
        int end = at;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        boolean named = end > at && end < text.length() && text.charAt(end) == ':' && !text.startsWith("//", end + 1);
        return named ? end : -1;
    }

    private QueryTerm match(int start, boolean negated, QueryField field) throws Mistaken {
        List<QueryValue> values = new ArrayList<>();
        do {
            int from = at;
            if (values.size() == MAX_VALUES) {
                throw new Mistaken(from, text.length(), "at most " + MAX_VALUES + " values");
            }
            if (at == text.length() || isSpace(text.charAt(at)) || text.charAt(at) == ',') {
                int end = Math.max(at, start + 1);
                String example = field.word() + ":" + field.example();
                throw new Mistaken(start, end, field.word() + " needs a value, for example " + example);
            }
            Glob given = glob(true);
            values.add(value(field, given, from));
        } while (skipComma());
        if (field.isMoment() && negated) {
            String other = field == QueryField.SINCE ? "until" : "since";
            throw new Mistaken(start, at, field.word() + " cannot be left out; use " + other + " instead");
        }
        if (field.isMoment() && values.size() > 1) {
            throw new Mistaken(start, at, field.word() + " takes one moment");
        }
        return new QueryTerm.Match(negated, field, values);
    }

    private QueryValue value(QueryField field, Glob given, int from) throws Mistaken {
        Optional<QueryValue> value = QueryValues.of(field, given);
        if (value.isEmpty()) {
            throw new Mistaken(from, at, QueryHints.badValue(field, text.substring(from, at)));
        }
        return value.get();
    }

    private Glob glob(boolean endsAtComma) throws Mistaken {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int quote = -1;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && "\\\"*".indexOf(text.charAt(at + 1)) >= 0) {
                at++;
                piece.append(text.charAt(at));
            } else if (c == '"') {
                quote = quote < 0 ? at : -1;
            } else if (c == '*') {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else if (quote < 0 && (isSpace(c) || endsAtComma && c == ',')) {
                break;
            } else {
                piece.append(c);
            }
        }
        if (quote >= 0) {
            throw new Mistaken(quote, text.length(), "the closing quote is missing");
        }
        pieces.add(piece.toString());
        return new Glob(pieces);
    }

    private boolean skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    private boolean skipComma() {
        boolean comma = at < text.length() && text.charAt(at) == ',';
        if (comma) {
            at++;
        }
        return comma;
    }

    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isNamePart(char c) {
        char lower = String.valueOf(c).toLowerCase(Locale.ROOT).charAt(0);
        return lower >= 'a' && lower <= 'z' || c == '_';
    }
}

package eu.runlater.model.query;

import java.util.stream.Collectors;

/// Writes queries so that they read back the same.
final class QueryPrinter {
    private QueryPrinter() {}

    static String print(Query query) {
        return query.terms().stream().map(QueryPrinter::print).collect(Collectors.joining(" "));
    }

    private static String print(QueryTerm term) {
        String sign = term.negated() ? "-" : "";
        return sign
                + switch (term) {
                    case QueryTerm.Word word -> print(word.text());
                    case QueryTerm.Match match ->
                        match.field().word()
                                + ":"
                                + match.values().stream()
                                        .map(QueryPrinter::print)
                                        .collect(Collectors.joining(","));
                };
    }

    private static String print(QueryValue value) {
        return switch (value) {
            case QueryValue.Text text -> print(text.glob());
            case QueryValue.Status status -> status.status().word();
            case QueryValue.Codes codes -> print(codes);
            case QueryValue.Time time -> time.moment().print();
            case QueryValue.Id id -> id.id().toString();
        };
    }

    private static String print(QueryValue.Codes codes) {
        if (codes.equals(QueryValue.Codes.ANY)) {
            return "*";
        }
        if (codes.from() == codes.to()) {
            return Integer.toString(codes.from());
        }
        if (codes.from() % 100 == 0 && codes.to() == codes.from() + 99) {
            return codes.from() / 100 + "xx";
        }
        return codes.from() + "-" + codes.to();
    }

    private static String print(Glob glob) {
        String text = glob.pieces().stream().map(QueryPrinter::escape).collect(Collectors.joining("*"));
        return mustBeQuoted(text) ? '"' + text + '"' : text;
    }

    private static String escape(String piece) {
        StringBuilder escaped = new StringBuilder(piece.length());
        for (char c : piece.toCharArray()) {
            if (c == '\\' || c == '"' || c == '*') {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    private static boolean mustBeQuoted(String text) {
        return text.isEmpty()
                || text.charAt(0) == '-'
                || text.chars().anyMatch(c -> c == ',' || c == ':' || QueryReader.isSpace((char) c));
    }
}

package eu.runlater.model.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A text in which `*` stands for any characters, none included: the pieces between the stars. One piece = no star.
/// Stars next to each other are one.
public record Glob(List<String> pieces) {
    public Glob {
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("a pattern has at least one piece");
        }
        List<String> kept = new ArrayList<>(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            boolean inner = i > 0 && i < pieces.size() - 1;
            if (!inner || !pieces.get(i).isEmpty()) {
                kept.add(pieces.get(i));
            }
        }
        pieces = List.copyOf(kept);
    }

    /// The text itself, a star included.
    public static Glob exact(String text) {
        return new Glob(List.of(text));
    }

    /// Whether there is no star.
    public boolean isExact() {
        return pieces.size() == 1;
    }

    /// Whether the pattern is a lone star.
    public boolean isAnything() {
        return pieces.size() == 2
                && pieces.getFirst().isEmpty()
                && pieces.getLast().isEmpty();
    }

    /// Whether the whole text fits.
    public boolean matches(String text) {
        if (isExact()) {
            return text.equals(pieces.getFirst());
        }
        String first = pieces.getFirst();
        String last = pieces.getLast();
        if (text.length() < first.length() + last.length() || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        int end = text.length() - last.length();
        int at = first.length();
        for (String piece : pieces.subList(1, pieces.size() - 1)) {
            int found = text.indexOf(piece, at);
            if (found < 0 || found + piece.length() > end) {
                return false;
            }
            at = found + piece.length();
        }
        return true;
    }

    /// Whether some part of the text fits.
    public boolean isFoundIn(String text) {
        List<String> open = new ArrayList<>(pieces.size() + 2);
        open.add("");
        open.addAll(pieces);
        open.add("");
        return new Glob(open).matches(text);
    }

    /// The same in lower case, for comparisons that do not tell upper from lower.
    public Glob lowerCase() {
        return new Glob(
                pieces.stream().map(piece -> piece.toLowerCase(Locale.ROOT)).toList());
    }

    /// The pattern for SQL's LIKE with the escape character `\`.
    public String like() {
        StringBuilder like = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            if (i > 0) {
                like.append('%');
            }
            for (char c : pieces.get(i).toCharArray()) {
                if (c == '%' || c == '_' || c == '\\') {
                    like.append('\\');
                }
                like.append(c);
            }
        }
        return like.toString();
    }
}

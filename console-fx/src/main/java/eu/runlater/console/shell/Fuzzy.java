package eu.runlater.console.shell;

import java.util.Locale;

/// How well what was typed fits a name: letters in order, best when they stand together and begin words.
final class Fuzzy {
    static final int NO_MATCH = -1;

    private static final int TOGETHER = 8;
    private static final int WORD_START = 10;
    private static final int LETTER = 1;

    private Fuzzy() {}

    /// @return higher is better; [#NO_MATCH] when a letter is missing; 0 for nothing typed
    static int score(String typed, String name) {
        String asked = typed.toLowerCase(Locale.ROOT).strip();
        String text = name.toLowerCase(Locale.ROOT);
        if (asked.isEmpty()) {
            return 0;
        }
        int whole = text.indexOf(asked);
        if (whole >= 0) {
            return 1_000 + (isWordStart(text, whole) ? 500 : 0) - Math.min(400, text.length());
        }
        int score = 0;
        int at = 0;
        int last = -2;
        for (int i = 0; i < asked.length(); i++) {
            char letter = asked.charAt(i);
            if (letter == ' ') {
                continue;
            }
            int found = text.indexOf(letter, at);
            if (found < 0) {
                return NO_MATCH;
            }
            score += LETTER + (found == last + 1 ? TOGETHER : 0) + (isWordStart(text, found) ? WORD_START : 0);
            last = found;
            at = found + 1;
        }
        return Math.max(1, score - text.length() / 8);
    }

    private static boolean isWordStart(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }
}

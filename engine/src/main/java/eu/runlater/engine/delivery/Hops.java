package eu.runlater.engine.delivery;

import java.util.List;

/// How many Runlater installations a piece of work has passed (G-EGR-6). Every outgoing call says one more than the
/// call that brought it, so that endpoints that forward to each other notice. Pure.
public final class Hops {
    public static final String HEADER = "X-Runlater-Hop";
    /// From here on nothing is taken in any more.
    public static final int MOST = 5;

    private Hops() {}

    /// What the headers say; garbage counts as nothing.
    public static int of(List<Header> headers) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(HEADER))
                .mapToInt(header -> of(header.value()))
                .max()
                .orElse(0);
    }

    private static int of(String value) {
        String text = value.strip();
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return text.length() > 4 ? MOST : Integer.parseInt(text);
    }
}

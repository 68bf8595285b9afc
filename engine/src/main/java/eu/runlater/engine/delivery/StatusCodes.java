package eu.runlater.engine.delivery;

import java.util.Optional;

/// Which status codes count as success: the task's own list (`"200, 201"`), or 200–299 without one. Pure.
public final class StatusCodes {
    private static final int LOWEST = 100;
    private static final int HIGHEST = 599;

    private StatusCodes() {}

    /// What is wrong with a list a client sent; empty when nothing is.
    public static Optional<String> check(String list) {
        for (String item : list.split(",", -1)) {
            String code = item.strip();
            boolean digits = code.length() == 3 && code.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || Integer.parseInt(code) < LOWEST || Integer.parseInt(code) > HIGHEST) {
                return Optional.of(
                        "must be status codes from 100 to 599 separated by commas, for example \"200, 201\"");
            }
        }
        return Optional.empty();
    }

    /// Whether a checked list names the code.
    static boolean listed(String list, int code) {
        for (String item : list.split(",")) {
            if (item.strip().equals(Integer.toString(code))) {
                return true;
            }
        }
        return false;
    }
}

package eu.runlater.console.inbound;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands in the form's areas a line at a time. Pure.
final class EndpointFields {
    private EndpointFields() {}

    /// `X-Source: runlater`, one a line.
    static String headers(Map<String, String> headers) {
        return String.join(
                "\n",
                headers.entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue())
                        .toList());
    }

    static Map<String, String> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        lines(text).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    (colon < 0 ? line : line.substring(0, colon)).strip(),
                    colon < 0 ? "" : line.substring(colon + 1).strip());
        });
        return headers;
    }

    static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    static @Nullable String textOrNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    /// A number, or the text as it is, which the engine then says is none.
    static Object number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException _) {
            return text.strip();
        }
    }
}

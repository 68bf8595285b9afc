package eu.runlater.engine.delivery;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Success or not, from what was read (G-OUT-1; the order of behaviour §11): the status first, then the expected
/// text in the kept part of the body, byte for byte. A body that is truncated, cut short or undecodable decides
/// nothing by itself. Pure.
final class ResponseJudge {
    private static final Outcome SUCCEEDED = new Outcome.Succeeded();

    private ResponseJudge() {}

    static Outcome judge(TaskOptions options, int status, byte[] body) {
        if (!accepts(options, status)) {
            return new Outcome.Rejected("http_status", "HTTP " + status);
        }
        String expected = options.expectedBodyPattern();
        if (expected != null && !contains(body, expected.getBytes(StandardCharsets.UTF_8))) {
            return new Outcome.Rejected(
                    "body_mismatch", "HTTP " + status + ", but the expected text is not in the body");
        }
        return SUCCEEDED;
    }

    static boolean accepts(TaskOptions options, int status) {
        @Nullable String list = options.expectedStatusCodes();
        return list == null || list.isBlank() ? status >= 200 && status <= 299 : StatusCodes.listed(list, status);
    }

    private static boolean contains(byte[] body, byte[] text) {
        if (text.length == 0) {
            return true;
        }
        byte first = text[0];
        for (int at = 0; at <= body.length - text.length; at++) {
            if (body[at] == first && startsAt(body, at, text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsAt(byte[] body, int at, byte[] text) {
        for (int i = 1; i < text.length; i++) {
            if (body[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}

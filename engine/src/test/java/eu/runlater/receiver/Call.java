package eu.runlater.receiver;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One call that arrived, kept.
///
/// @param number 1 for the first since the receiver was started
/// @param target path and query
/// @param status what was answered; 0 = nothing (`/stall`)
public record Call(
        long number, Instant at, String method, String target, List<Request.Header> headers, byte[] body, int status) {
    public Call {
        headers = List.copyOf(headers);
    }

    /// The first value of a header, by its name in any case.
    public @Nullable String header(String name) {
        for (Request.Header header : headers) {
            if (header.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return header.value();
            }
        }
        return null;
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    String json(SignatureCheck signatures) {
        StringBuilder json = new StringBuilder(256 + body.length);
        json.append("{\"number\":").append(number);
        json.append(",\"at\":").append(quoted(at.toString()));
        json.append(",\"method\":").append(quoted(method));
        json.append(",\"path\":").append(quoted(target));
        json.append(",\"status\":").append(status);
        String id = header("webhook-id");
        json.append(",\"webhook_id\":").append(id == null ? "null" : quoted(id));
        json.append(",\"signature\":").append(quoted(signatures.verdict(this).words()));
        json.append(",\"headers\":[");
        String comma = "";
        for (Request.Header header : headers) {
            json.append(comma).append("{\"name\":").append(quoted(header.name()));
            json.append(",\"value\":").append(quoted(header.value())).append('}');
            comma = ",";
        }
        return json.append("],\"body\":").append(quoted(bodyText())).append('}').toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c) && !paired(text, i)) {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean paired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}

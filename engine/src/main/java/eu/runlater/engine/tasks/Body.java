package eu.runlater.engine.tasks;

import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.web.JsonValue;
import eu.runlater.engine.web.TextRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The bytes a task sends. A text is sent as it is; JSON is sent as its compact text and announces itself as such
/// unless the task sets a content type of its own (decision 4).
///
/// @param bytes absent = no body
record Body(byte @Nullable [] bytes, boolean json) {
    static final Body NONE = new Body(null, false);
    private static final Header CONTENT_TYPE = new Header("Content-Type", "application/json");

    /// The `body` of a task: a text, an object or an array.
    static Body of(@Nullable JsonValue value, int limit, Consumer<String> refusal) {
        return switch (value) {
            case null -> NONE;
            case JsonValue.Text(String text) -> ofText(text, limit, refusal);
            case JsonValue.Composite composite -> checked(new Body(composite.compact(), true), limit, refusal);
            default -> {
                refusal.accept("must be a string, an object or an array");
                yield NONE;
            }
        };
    }

    /// An element of a batch: a text, or any other JSON (api.md §10.1).
    static Body ofItem(JsonValue value, int limit, Consumer<String> refusal) {
        return value instanceof JsonValue.Text(String text)
                ? ofText(text, limit, refusal)
                : checked(new Body(value.json(), true), limit, refusal);
    }

    private static Body ofText(String text, int limit, Consumer<String> refusal) {
        if (text.isEmpty()) {
            return NONE;
        }
        String fault = TextRules.fault(text);
        if (fault != null) {
            refusal.accept(fault);
            return NONE;
        }
        return checked(new Body(text.getBytes(StandardCharsets.UTF_8), false), limit, refusal);
    }

    private static Body checked(Body body, int limit, Consumer<String> refusal) {
        byte[] bytes = body.bytes();
        if (bytes != null && bytes.length > limit) {
            refusal.accept("must have at most " + limit + " bytes, not " + bytes.length);
            return NONE;
        }
        return body;
    }

    List<Header> headersFor(List<Header> headers) {
        if (!json || headers.stream().anyMatch(header -> header.name().equalsIgnoreCase("content-type"))) {
            return headers;
        }
        List<Header> more = new ArrayList<>(headers);
        more.add(CONTENT_TYPE);
        return more;
    }
}

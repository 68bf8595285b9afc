package eu.runlater.console.executions;

import eu.runlater.model.ExecutionDetail.Body;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The ways in which a kept body can be looked at: as text (JSON laid out), as a tree if it is JSON, as a hex dump of
/// the very bytes. Pure; parsing a large body belongs on a background thread.
public final class BodyContent {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Body body;
    private final Optional<JsonTree> tree;
    private final String laidOut;

    private BodyContent(Body body, Optional<JsonTree> tree, String laidOut) {
        this.body = body;
        this.tree = tree;
        this.laidOut = laidOut;
    }

    public static BodyContent of(Body body) {
        Optional<JsonNode> json = parse(body);
        return new BodyContent(
                body, json.map(JsonTree::of), json.map(JsonText::laidOut).orElse(body.text()));
    }

    private static Optional<JsonNode> parse(Body body) {
        String text = body.text().strip();
        if (body.truncated() || !(text.startsWith("{") || text.startsWith("["))) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readTree(text));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /// For reading: JSON with line breaks and indents, all else as it came.
    String text() {
        return laidOut;
    }

    /// As it came, for copying.
    String raw() {
        return body.text();
    }

    boolean isJson() {
        return tree.isPresent();
    }

    Optional<JsonTree> tree() {
        return tree;
    }

    List<String> hex() {
        return HexDump.lines(Base64.getDecoder().decode(body.base64()));
    }

    int bytes() {
        return body.bytes();
    }

    boolean truncated() {
        return body.truncated();
    }
}

package eu.runlater.console.executions;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// JSON laid out as people write it: one field a line, no space before the colon, array elements below each other.
/// Pure.
public final class JsonText {
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private JsonText() {}

    static String laidOut(JsonNode json) {
        return writer(JsonMapper.shared()).writeValueAsString(json);
    }

    public static ObjectWriter writer(JsonMapper mapper) {
        Separators separators = Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER);
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter(separators).withObjectIndenter(INDENT).withArrayIndenter(INDENT);
        return mapper.writer().with(printer);
    }
}

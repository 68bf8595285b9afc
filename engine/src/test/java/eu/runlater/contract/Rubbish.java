package eu.runlater.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What no client should send. One thread.
final class Rubbish {
    private static final String[] TEXTS = {
        "",
        " ",
        "null",
        "0",
        "-1",
        "1e999",
        "9223372036854775808",
        "true",
        "[]",
        "{}",
        "'; drop table task; --",
        "%",
        "%00",
        "\u0000",
        "a\u0000b",
        "../../etc/passwd",
        "..",
        ".",
        "/",
        "//",
        "\\",
        "🦊🦊",
        "\u202e",
        "ﬁ",
        "ａ",
        "2026-13-45T99:99:99Z",
        "2026-02-30T00:00:00Z",
        "+999999999-12-31T23:59:59Z",
        "-999999999-01-01T00:00:00Z",
        "1-1-1-1-1",
        "00000000-0000-0000-0000-000000000000",
        "status:failed (((",
        "-",
        "a:b:c:d",
        "*".repeat(300),
        "http://[::1",
        "http://user:pw@host/",
        "javascript:alert(1)",
        "http://169.254.169.254/",
        "NaN",
        "Infinity",
        "😀".repeat(200),
        "x".repeat(300),
        "x".repeat(5_000),
        "\r\nX-Injected: 1",
        "${jndi:ldap://x}",
        "{{7*7}}",
        "*/5 * * * *",
        "0s",
        "99999999999d",
        "P1D",
        "5/0",
        "1/m",
        "💥/m",
        "Europe/Nowhere",
        "LMT",
        "GMT+25"
    };
    private static final String[] VALUES = {
        "null",
        "0",
        "-1",
        "1.5",
        "1e400",
        "12345678901234567890",
        "9".repeat(60),
        "true",
        "\"\"",
        "\" \"",
        "[]",
        "{}",
        "[[]]",
        "{\"a\":{}}",
        "[null]",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"x\\udc00y\"",
        "1E-5",
        "-0",
        "\"1\"",
        "{\"\":\"\"}",
        "{\"type\":1}",
        "[1,2,3]",
        "[{}]",
        "\"\\n\"",
        "{\"$ref\":\"#\"}"
    };

    private final Random random;

    Rubbish(Random random) {
        this.random = random;
    }

    String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    String word() {
        return "w" + Integer.toString(random.nextInt(1_000_000), 36);
    }

    /// What a header may carry.
    String visible() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(1, random.nextInt(10) == 0 ? 400 : 30);
        for (int i = 0; i < length; i++) {
            text.append((char) (0x21 + random.nextInt(0x7f - 0x21)));
        }
        return text.toString();
    }

    byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    /// JSON with one thing wrong with it, or broken.
    String spoiled(String json) {
        return switch (random.nextInt(12)) {
            case 0 -> json.substring(0, random.nextInt(json.length() + 1));
            case 1 -> json + "}";
            case 2 -> "[".repeat(random.nextInt(200)) + json;
            case 3 -> json.startsWith("{") ? "{\"" + word() + "\":" + value() + "," + json.substring(1) : json + ",";
            case 4 -> doubled(json);
            case 5 -> value();
            default -> changed(json);
        };
    }

    private String value() {
        return switch (random.nextInt(10)) {
            case 0 -> "\"" + "x".repeat(random.nextInt(2_000)) + "\"";
            case 1 -> "{\"a\":".repeat(80) + "1" + "}".repeat(80);
            case 2 -> JsonMapper.shared().writeValueAsString(text());
            default -> VALUES[random.nextInt(VALUES.length)];
        };
    }

    private String changed(String json) {
        JsonNode read = JsonMapper.shared().readTree(json);
        if (!(read instanceof ObjectNode object) || object.isEmpty()) {
            return value();
        }
        List<String> names = new ArrayList<>(object.propertyNames());
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(4) == 0) {
            object.remove(name);
            return object.toString();
        }
        // As text: the value may be one that no tree can hold.
        String mark = "mark-" + random.nextInt();
        object.put(name, mark);
        return object.toString().replace("\"" + mark + "\"", value());
    }

    private static String doubled(String json) {
        return json.length() < 3 ? json : json.substring(0, json.length() - 1) + "," + json.substring(1);
    }
}

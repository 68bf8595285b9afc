package eu.runlater.engine.web;

import eu.runlater.engine.runtime.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One value of a client's JSON object. Objects and arrays are kept as the place where they stand in the request: what
/// a field may hold is decided by whoever asks for it, and a task's body is to be stored as it was written.
public sealed interface JsonValue {
    record Text(String text) implements JsonValue {}

    /// @param literal as written, e.g. `30`, `0.10`, `1e3`
    record Numeral(String literal) implements JsonValue {}

    record Bool(boolean value) implements JsonValue {}

    record Null() implements JsonValue {}

    record Composite(byte[] source, int from, int to) implements JsonValue {
        public boolean isArray() {
            return source[from] == '[';
        }

        /// The same JSON without the space between its parts; numbers and escapes stay as they were written.
        public byte[] compact() {
            byte[] out = new byte[to - from];
            int length = 0;
            boolean comma = false;
            for (int i = from; i < to; i++) {
                byte b = source[i];
                if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
                    continue;
                }
                if (b == ',') {
                    comma = true; // written before the next value, so that a trailing one disappears
                    continue;
                }
                if (comma && b != '}' && b != ']') {
                    out[length++] = ',';
                }
                comma = false;
                if (b == '"') {
                    int end = endOfString(i);
                    System.arraycopy(source, i, out, length, end - i);
                    length += end - i;
                    i = end - 1;
                } else {
                    out[length++] = b;
                }
            }
            return Arrays.copyOf(out, length);
        }

        private int endOfString(int start) {
            int i = start + 1;
            while (source[i] != '"') {
                i += source[i] == '\\' ? 2 : 1;
            }
            return i + 1;
        }
    }

    /// The value as compact JSON.
    default byte[] json() {
        return switch (this) {
            case Text(String text) -> Json.WIRE.writeValueAsBytes(text);
            case Numeral(String literal) -> literal.getBytes(StandardCharsets.US_ASCII);
            case Bool(boolean value) -> String.valueOf(value).getBytes(StandardCharsets.US_ASCII);
            case Null() -> "null".getBytes(StandardCharsets.US_ASCII);
            case Composite composite -> composite.compact();
        };
    }
}

package eu.runlater.console.executions;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.model.ExecutionDetail.Body;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class BodyContentTest {
    @Test
    void json_is_laid_out_and_has_a_tree() {
        BodyContent content = BodyContent.of(body("{\"user\":42,\"tags\":[\"a\",\"b\"],\"none\":null}", false));

        assertThat(content.isJson()).isTrue();
        assertThat(content.text()).contains("\n  \"user\": 42,");
        JsonTree root = content.tree().orElseThrow();
        assertThat(root.value()).isEqualTo("{3}");
        assertThat(root.children()).extracting(JsonTree::label).containsExactly("user", "tags", "none");
        assertThat(root.children()).extracting(JsonTree::value).containsExactly("42", "[2]", "null");
        assertThat(root.children().get(1).children())
                .extracting(JsonTree::label)
                .containsExactly("[0]", "[1]");
    }

    @Test
    void what_only_begins_like_json_is_shown_as_it_came() {
        BodyContent content = BodyContent.of(body("{\"user\":42", false));

        assertThat(content.isJson()).isFalse();
        assertThat(content.text()).isEqualTo("{\"user\":42");
    }

    @Test
    void a_truncated_body_is_not_taken_for_json() {
        assertThat(BodyContent.of(body("[1,2,3]", true)).isJson()).isFalse();
    }

    @Test
    void the_hex_dump_shows_offset_bytes_and_printable_characters() {
        BodyContent content = BodyContent.of(body("Hello, hex dump!\n\u0001", false));

        assertThat(content.hex()).hasSize(2);
        assertThat(content.hex().getFirst())
                .isEqualTo("00000000  48 65 6c 6c 6f 2c 20 68  65 78 20 64 75 6d 70 21  Hello, hex dump!");
        assertThat(content.hex().get(1)).startsWith("00000010  0a 01 ").endsWith("..");
    }

    private static Body body(String text, boolean truncated) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Body(text, Base64.getEncoder().encodeToString(bytes), bytes.length, truncated);
    }
}

package eu.runlater.console.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ToolTest {
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void a_secret_goes_to_a_tool_by_its_input_and_never_by_its_arguments() throws Exception {
        Tool.Answer answer = Tool.run("sk_live_secret", List.of("sh", "-c", "cat; ps -o args= -p $$"));
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).startsWith("sk_live_secret");
        assertThat(answer.out().substring("sk_live_secret".length())).doesNotContain("secret");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void what_a_tool_says_about_its_failure_is_kept() throws Exception {
        Tool.Answer answer = Tool.run("", List.of("sh", "-c", "echo locked >&2; exit 3"));
        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.error()).isEqualTo("locked");
    }
}

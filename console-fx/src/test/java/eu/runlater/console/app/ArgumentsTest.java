package eu.runlater.console.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.runlater.console.shell.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final Map<String, String> KEY = Map.of("RUNLATER_CONSOLE_KEY", "sk_live_env");

    @Test
    void the_key_of_an_address_comes_from_the_environment() throws Exception {
        Arguments arguments = Arguments.parse(List.of("--url", "127.0.0.1:8480"), KEY);
        assertThat(arguments.url()).isEqualTo("http://127.0.0.1:8480/");
        assertThat(arguments.key()).isEqualTo("sk_live_env");
        assertThat(arguments.toString()).doesNotContain("sk_live");
        assertThat(Arguments.parse(List.of("--url=127.0.0.1:8480", "--key=k"), KEY)
                        .key())
                .isEqualTo("k");
    }

    @Test
    void a_link_opens_its_place() throws Exception {
        assertThat(Arguments.parse(List.of("runlater://prod/executions"), Map.of())
                        .placeToOpen())
                .contains(Place.of("prod", "executions"));
    }

    @Test
    void what_is_not_understood_is_said_and_never_repeats_a_key() {
        assertThatThrownBy(() -> Arguments.parse(List.of("--ulr", "x"), Map.of()))
                .hasMessageContaining("--ulr");
        assertThatThrownBy(() -> Arguments.parse(List.of("--url"), KEY)).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> Arguments.parse(List.of("--url", "ftp://x"), KEY))
                .hasMessageContaining("ftp://x");
        assertThatThrownBy(() -> Arguments.parse(List.of("--url", "127.0.0.1"), Map.of()))
                .hasMessageContaining("RUNLATER_CONSOLE_KEY");
        assertThatThrownBy(() -> Arguments.parse(List.of("runlater://"), Map.of()))
                .hasMessageContaining("link");
    }
}

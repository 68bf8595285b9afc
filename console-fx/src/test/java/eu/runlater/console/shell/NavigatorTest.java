package eu.runlater.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NavigatorTest {
    private final Navigator navigator = new Navigator(Place.of("p", "overview"));

    @Test
    void goes_back_and_forward() {
        navigator.go("executions");
        navigator.go("newtask");
        navigator.back();
        assertThat(navigator.current().room()).isEqualTo("executions");
        navigator.back();
        assertThat(navigator.current().room()).isEqualTo("overview");
        assertThat(navigator.canGoBackProperty().get()).isFalse();
        navigator.forward();
        assertThat(navigator.current().room()).isEqualTo("executions");
        navigator.go("overview");
        assertThat(navigator.canGoForwardProperty().get()).isFalse();
    }

    @Test
    void a_screen_that_changes_its_own_address_adds_no_step() {
        navigator.go("executions");
        List<Boolean> replacing = new ArrayList<>();
        navigator.currentProperty().addListener((_, _, _) -> replacing.add(navigator.isReplacing()));
        navigator.replace(navigator.current().with("q", "status:failed"));
        assertThat(replacing).containsExactly(true);
        navigator.back();
        assertThat(navigator.current().room()).isEqualTo("overview");
        navigator.forward();
        assertThat(navigator.current().get("q")).isEqualTo("status:failed");
    }

    @Test
    void going_where_one_is_adds_no_step() {
        navigator.go("overview");
        assertThat(navigator.canGoBackProperty().get()).isFalse();
    }
}

package eu.runlater.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private final List<String> done = new ArrayList<>();

    private Command command(String id) {
        return Command.of(id, "shell.command.refresh", () -> done.add(id));
    }

    @Test
    void a_read_only_profile_has_no_command_that_changes_anything() {
        Commands commands = new Commands(true);
        commands.add(List.of(command("a.look"), command("a.retry").changing()));
        assertThat(commands.all()).extracting(Command::id).containsExactly("a.look");
    }

    @Test
    void a_command_that_is_refused_does_nothing() {
        SimpleStringProperty refusal = new SimpleStringProperty("not connected");
        Command retry = command("a.retry").refusedWhile(refusal);
        assertThat(retry.run()).isFalse();
        refusal.set("");
        assertThat(retry.run()).isTrue();
        assertThat(done).containsExactly("a.retry");
    }

    @Test
    void commands_go_with_their_screen() {
        Commands commands = new Commands(false);
        var subscription = commands.add(List.of(command("a.look")));
        assertThat(commands.find("a.look")).isPresent();
        subscription.unsubscribe();
        assertThat(commands.find("a.look")).isEmpty();
    }

    @Test
    void the_screen_wins_a_key_over_the_frame() {
        Commands commands = new Commands(false);
        commands.add(List.of(command("shell.refresh").withKeys("R")));
        commands.add(List.of(command("a.rename").withKeys("R")));
        assertThat(commands.byKeys(keys -> keys.equals(Keys.of("R")))
                        .orElseThrow()
                        .id())
                .isEqualTo("a.rename");
    }

    @Test
    void what_was_used_last_is_remembered_first() {
        Commands commands = new Commands(false);
        commands.run(command("a.one"));
        commands.run(command("a.two"));
        commands.run(command("a.one"));
        assertThat(commands.recent()).containsExactly("a.one", "a.two");
    }

    @Test
    void keys_are_read_as_they_are_written() {
        assertThat(Keys.of("g o")).isEqualTo(new Keys.Sequence(KeyCode.G, KeyCode.O));
        assertThat(Keys.of("/")).isEqualTo(new Keys.Typed("/"));
        assertThat(Keys.of("Shift+R").caps()).containsExactly("Shift", "R");
        assertThat(Keys.of("Alt+Left").shown()).isEqualTo("Alt+←");
        assertThat(Keys.of("g o").shown()).isEqualTo("g o");
        assertThatThrownBy(() -> Keys.of("'x'")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void only_keys_that_would_write_rest_while_one_writes() {
        assertThat(Keys.of("R").writesText()).isTrue();
        assertThat(Keys.of("Shift+R").writesText()).isTrue();
        assertThat(Keys.of("?").writesText()).isTrue();
        assertThat(Keys.of("Shortcut+K").writesText()).isFalse();
        assertThat(Keys.of("Alt+Left").writesText()).isFalse();
        assertThat(Keys.of("F5").writesText()).isFalse();
    }
}

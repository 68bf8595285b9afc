package eu.runlater.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PaletteModelTest {
    private final Commands commands = new Commands(false);
    private final Navigator navigator = new Navigator(Place.of("prod", "overview"));
    private final List<Place> opened = new ArrayList<>();
    private final PaletteModel palette = new PaletteModel(commands, navigator, opened::add);

    private void offer(String... names) {
        for (String name : names) {
            Supplier<String> text = () -> name;
            commands.add(List.of(
                    Command.of("t." + name, "shell.command.refresh", () -> {}).named(text)));
        }
    }

    private List<String> texts(String typed) {
        return palette.entries(typed).stream().map(PaletteModel.Entry::text).toList();
    }

    @Test
    void finds_by_letters_in_order_best_first() {
        offer("Go to Executions", "Go to Overview", "Copy a link to this place", "Explain");
        assertThat(texts("exec")).containsExactly("Go to Executions");
        assertThat(texts("goov")).containsExactly("Go to Overview");
        assertThat(texts("xyz")).isEmpty();
    }

    @Test
    void a_word_that_begins_so_comes_before_one_that_contains_it() {
        offer("Refresh theme", "Switch theme", "The end");
        assertThat(texts("the").getFirst()).isEqualTo("The end");
    }

    @Test
    void what_was_used_lately_comes_first() {
        offer("Alpha", "Beta", "Gamma");
        commands.run(commands.find("t.Gamma").orElseThrow());
        assertThat(texts("").getFirst()).isEqualTo("Gamma");
        assertThat(palette.entries("").getFirst().recent()).isTrue();
    }

    @Test
    void a_pasted_id_opens_that_execution() {
        palette.entries(" 0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b90 ")
                .getFirst()
                .run()
                .run();
        assertThat(navigator.current().toString())
                .isEqualTo("runlater://prod/executions?sel=0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b90");
    }

    @Test
    void a_pasted_link_opens_that_place() {
        palette.entries("runlater://other/executions?q=status:failed")
                .getFirst()
                .run()
                .run();
        assertThat(opened).containsExactly(Place.of("other", "executions").with("q", "status:failed"));
    }

    @Test
    void typing_never_fails_whatever_is_typed() {
        offer("Alpha");
        for (String typed : List.of("%", "((((", "\u0000", "x".repeat(10_000), "runlater://%%", "🦊")) {
            assertThat(palette.entries(typed)).isNotNull();
        }
    }
}

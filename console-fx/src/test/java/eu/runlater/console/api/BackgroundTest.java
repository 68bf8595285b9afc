package eu.runlater.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    private final List<Runnable> working = new ArrayList<>();
    private final Background background = new Background(working::add, Runnable::run);
    private final List<String> said = new ArrayList<>();

    @Test
    void a_late_answer_to_an_older_question_is_dropped() {
        Background.Line line = background.line();
        line.ask(() -> "old", said::add, failure -> said.add(failure.code()));
        line.ask(() -> "new", said::add, failure -> said.add(failure.code()));
        working.get(1).run();
        working.get(0).run();
        assertThat(said).containsExactly("new");
    }

    @Test
    void lines_do_not_disturb_each_other() {
        background.line().ask(() -> "one", said::add, _ -> {});
        background.line().ask(() -> "two", said::add, _ -> {});
        working.forEach(Runnable::run);
        assertThat(said).containsExactly("one", "two");
    }

    @Test
    void a_failure_arrives_as_one() {
        background.ask(
                () -> {
                    throw Calls.refusal(
                            404, "{\"error\":{\"code\":\"not_found\",\"message\":\"No such task.\"}}", "r1");
                },
                _ -> said.add("answer"),
                failure -> said.add(failure.text()));
        working.forEach(Runnable::run);
        assertThat(said).containsExactly("No such task.");
    }

    @Test
    void a_bug_ends_the_wait_too() {
        background.ask(
                () -> {
                    throw new IllegalStateException("a bug");
                },
                _ -> said.add("answer"),
                failure -> said.add(failure.kind().name()));
        working.forEach(Runnable::run);
        assertThat(said).containsExactly("BROKEN");
    }

    @Test
    void nothing_arrives_after_closing_or_forgetting() {
        Background.Line line = background.line();
        line.ask(() -> "forgotten", said::add, _ -> {});
        line.forget();
        background.ask(() -> "closed", said::add, _ -> {});
        background.close();
        working.forEach(Runnable::run);
        assertThat(said).isEmpty();
    }
}

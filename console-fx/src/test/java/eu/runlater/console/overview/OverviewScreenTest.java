package eu.runlater.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.engine.NightShift;
import eu.runlater.console.engine.Runs;
import eu.runlater.console.engine.Screens;
import eu.runlater.console.engine.ScriptedEngine;
import eu.runlater.console.engine.Stage;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class OverviewScreenTest extends Screens {
    @Test
    void what_fails_stands_there_by_cause_and_enter_opens_exactly_those() throws Exception {
        night.tell(engine);
        Stage stage = open("overview");
        until(() -> reads("HTTP 500 · card processor down"));
        assertThat(reads("41×")).isTrue();
        assertThat(reads("2 causes · 47 executions")).isTrue();

        robot.interact(
                () -> robot.lookup(".cause-line").queryAll().iterator().next().requestFocus());
        press(KeyCode.ENTER);

        String cause = night.overview().failing().getFirst().id().toString();
        until(() -> stage.session().navigator().current().room().equals("executions"));
        assertThat(stage.session().navigator().current().get("q")).isEqualTo("cause:" + cause + " since:60m");
        assertThat(stage.session().navigator().current().get("by")).isEqualTo("attempts");
        until(() -> shows("#query"));
        assertThat(((TextInputControl) robot.lookup("#query").query()).getText())
                .startsWith("cause:");
    }

    @Test
    void every_number_leads_to_what_it_counted() throws Exception {
        night.tell(engine);
        Stage stage = open("overview");
        until(() -> reads("1,204"));

        robot.interact(() -> ((ButtonBase) robot.lookup("#figure-running").query()).fire());
        assertThat(stage.session().navigator().current().get("q")).isEqualTo("status:running");
    }

    @Test
    void when_nothing_fails_it_is_one_calm_line_with_the_last_failure() throws Exception {
        night.tell(engine);
        engine.setOverview(night.calm());
        open("overview");

        until(() -> reads("All green."));
        assertThat(reads("the last failure was 3 h ago")).isTrue();
        assertThat(shows(".cause-line")).isFalse();
    }

    @Test
    void the_first_time_there_is_a_command_to_paste_with_the_key_in_the_copy_only() throws Exception {
        engine.setOverview(NightShift.nothingYet(NOW));
        engine.setStatus(night.status());
        open("overview");

        until(() -> shows("#first-steps"));
        assertThat(texts("#first-curl").getFirst()).contains("$RUNLATER_KEY").doesNotContain(ScriptedEngine.KEY);
        robot.interact(() -> ((ButtonBase) robot.lookup("#first-copy").query()).fire());
        String[] copied = new String[1];
        robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertThat(copied[0]).contains("Bearer " + ScriptedEngine.KEY).contains("/api/v1/queue");
    }

    @Test
    void it_goes_visibly_stale_when_the_stream_breaks() throws Exception {
        night.tell(engine);
        open("overview");
        until(() -> reads("card processor down"));
        Node content = robot.lookup(".overview-content").query();
        PseudoClass stale = PseudoClass.getPseudoClass("stale");
        assertThat(content.getPseudoClassStates()).doesNotContain(stale);

        engine.refuse("GET /api/v1/events", new ScriptedEngine.Refusal(503, "{}"));
        engine.cutStreams();

        until(() -> content.getPseudoClassStates().contains(stale));
        assertThat(reads("Not connected")).isTrue();
    }

    @Test
    void the_tail_shows_what_ends_as_it_ends() throws Exception {
        night.tell(engine);
        open("overview");
        until(() -> reads("card processor down"));

        Runs run = Runs.run().named("brand-new-task").due(NOW);
        engine.happen(run.running());
        engine.happen(run.succeeded());

        until(() -> reads("brand-new-task"));
    }
}

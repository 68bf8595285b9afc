package eu.runlater.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.engine.NightShift;
import eu.runlater.console.engine.QueueNight;
import eu.runlater.console.engine.Runs;
import eu.runlater.console.engine.Screens;
import eu.runlater.console.engine.ScriptedEngine;
import eu.runlater.console.engine.ScriptedQueues;
import eu.runlater.console.engine.Stage;
import eu.runlater.model.Changed;
import eu.runlater.model.EngineStatus;
import java.time.LocalDate;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
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

    @Test
    void an_open_circuit_leads_to_the_hosts_and_missed_firings_to_exactly_those() throws Exception {
        night.tell(engine);
        new QueueNight(NOW).tell(ScriptedQueues.of(engine, () -> NOW));
        Stage stage = open("overview");
        until(() -> reads("2 open"));

        robot.interact(() -> ((ButtonBase) robot.lookup("#figure-missed").query()).fire());
        assertThat(stage.session().navigator().current().get("q")).isEqualTo("status:missed since:24h");
        press(KeyCode.ALT, KeyCode.LEFT);
        until(() -> shows("#figure-circuits"));
        robot.interact(() -> ((ButtonBase) robot.lookup("#figure-circuits").query()).fire());
        until(() -> shows("#hosts"));
    }

    @Test
    void the_strip_says_when_the_leader_ticked_last_and_what_is_wrong_with_the_disk() throws Exception {
        night.tell(engine);
        open("overview");
        until(() -> reads("0.4 s ago"));
        assertThat(reads("plans on time · 127.0.0.1:8480 leads")).isTrue();

        EngineStatus well = night.status();
        engine.setStatus(strip(
                well,
                well.nodes(),
                new EngineStatus.Leader("node-1", 14_000, 3, 12),
                "The disk is full in 3 days at this rate."));
        press(KeyCode.R);
        until(() -> reads("14.0 s ago"));
        assertThat(reads("12 tasks are planned late")).isTrue();
        assertThat(reads("The disk is full in 3 days at this rate.")).isTrue();
        assertThat(robot.lookup("#light-scheduler").query().getStyleClass()).contains("tone-danger");
    }

    @Test
    void the_workers_of_a_node_that_drains_are_not_counted() throws Exception {
        night.tell(engine);
        EngineStatus well = night.status();
        EngineStatus.Node up = well.nodes().getFirst();
        EngineStatus.Node draining = new EngineStatus.Node(
                "node-2", "127.0.0.1:8490", "0.1.0", "draining", NOW, NOW.plusSeconds(20), 64, 9, false);
        engine.setStatus(strip(well, List.of(up, draining), well.leader(), null));
        open("overview");

        until(() -> reads("3 of 64 busy"));
        assertThat(reads("1/2 nodes")).isTrue();
    }

    @Test
    void near_the_months_limit_it_says_so() throws Exception {
        night.tell(engine);
        engine.setUsage(night.usage(0.79));
        open("overview");
        until(() -> reads("card processor down"));
        assertThat(shows("#usage-line")).isFalse();

        engine.setUsage(night.usage(0.83));
        engine.tell("usage.notice", new Changed("80", "80 %", null));
        until(() -> reads("8,300 of 10,000 executions of this month are used (83 %)"));
    }

    private static EngineStatus strip(
            EngineStatus well,
            List<EngineStatus.Node> nodes,
            EngineStatus.@Nullable Leader leader,
            @Nullable String warning) {
        return new EngineStatus(
                well.version(),
                well.at(),
                well.embeddedDatabase(),
                well.databaseVersion(),
                well.databaseLatencyMs(),
                well.durability(),
                well.egressAllow(),
                nodes,
                well.waiting(),
                well.dueNow(),
                well.running(),
                well.queueLagMs(),
                well.claimMs(),
                well.settleMs(),
                leader,
                new EngineStatus.Storage(LocalDate.of(2026, 5, 20), 9_000, 5_000, null, null, null, warning));
    }
}

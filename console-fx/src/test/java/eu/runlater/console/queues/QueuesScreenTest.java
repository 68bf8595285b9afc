package eu.runlater.console.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.console.engine.Queue;
import eu.runlater.console.engine.QueueNight;
import eu.runlater.console.engine.Runs;
import eu.runlater.console.engine.Screens;
import eu.runlater.console.engine.ScriptedEngine;
import eu.runlater.console.engine.ScriptedQueues;
import eu.runlater.console.engine.Stage;
import eu.runlater.console.ui.Row;
import eu.runlater.model.Changed;
import eu.runlater.model.CircuitView;
import eu.runlater.model.QueueView;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class QueuesScreenTest extends Screens {
    private final ScriptedQueues queues = ScriptedQueues.of(engine, () -> NOW);

    private TableView<Row<String, QueueView>> table() {
        return robot.lookup("#queues .table-view").queryTableView();
    }

    private void opened(String address) throws Exception {
        open(address);
        until(() -> robot.lookup("#queues .table-view").tryQuery().isPresent());
    }

    private void select(String name) {
        until(() -> table().getItems().stream().anyMatch(row -> row.key().equals(name)));
        robot.interact(() -> {
            table().requestFocus();
            for (int i = 0; i < table().getItems().size(); i++) {
                if (table().getItems().get(i).key().equals(name)) {
                    table().getSelectionModel().clearAndSelect(i);
                }
            }
        });
    }

    private QueueView row(String name) {
        return table().getItems().stream()
                .filter(row -> row.key().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private void fire(String selector) {
        robot.interact(() -> ((ButtonBase) robot.lookup(selector).query()).fire());
    }

    private void write(String selector, String text) {
        robot.interact(() -> ((TextInputControl) robot.lookup(selector).query()).setText(text));
    }

    private String sentence() {
        return robot.lookup("#queue-sentence")
                .tryQuery()
                .map(node -> ((Labeled) node).getText())
                .orElse("");
    }

    @Test
    void g_q_goes_there_and_every_queue_says_how_it_stands_and_what_it_waits_for() throws Exception {
        new QueueNight(NOW).tell(queues);
        night.tell(engine);
        open("executions");
        await().until(() -> {
            // On a busy machine the pair may need a second try.
            robot.type(KeyCode.G, KeyCode.Q);
            return reads("partner-hooks");
        });
        assertThat(reads("by ops@acme.test “card processor down, ticket 4”")).isTrue();
        assertThat(reads("1,204")).isTrue();
        assertThat(reads("its rate, 100/m, until 05:07:42")).isTrue();
        assertThat(reads("a retry: it is kept in order")).isTrue();
        assertThat(reads("2 circuits open")).isTrue();
    }

    @Test
    void pausing_asks_for_the_reason_in_place_and_can_be_undone() throws Exception {
        queues.put(Queue.named("billing").places(4).view());
        opened("queues");
        select("billing");

        press(KeyCode.S);
        until(() -> shows("#pause-reason"));
        type("ticket 4");
        press(KeyCode.ENTER);

        until(() -> row("billing").paused());
        assertThat(engine.calls("POST /api/v1/queues/billing/pause"))
                .singleElement()
                .asString()
                .contains("ticket 4");
        until(() -> reads("by ops@acme.test “ticket 4”"));
        assertThat(shows("#pause-bar")).isFalse();

        press(KeyCode.Z);
        until(() -> !row("billing").paused());
    }

    @Test
    void escape_leaves_the_queue_as_it_is() throws Exception {
        queues.put(Queue.named("billing").view());
        opened("queues");
        select("billing");
        press(KeyCode.S);
        until(() -> shows("#pause-reason"));
        press(KeyCode.ESCAPE);

        until(() -> !shows("#pause-bar"));
        assertThat(engine.calls("POST ")).isEmpty();
        until(() -> table().isFocused());
    }

    @Test
    void a_pause_survives_a_broken_connection() throws Exception {
        queues.put(Queue.named("billing").view());
        opened("queues");
        select("billing");
        press(KeyCode.S);
        until(() -> shows("#pause-reason"));
        press(KeyCode.ENTER);
        until(() -> row("billing").paused());

        engine.cutStreams();
        until(() -> engine.streams() > 0);

        int asked = engine.calls("GET /api/v1/queues").size();
        until(() -> engine.calls("GET /api/v1/queues").size() > asked);
        assertThat(row("billing").paused()).isTrue();
        until(() -> reads("paused"));
    }

    @Test
    void somebody_elses_pause_shows_by_itself() throws Exception {
        queues.put(Queue.named("billing").view(), Queue.named("mail").view());
        opened("queues");
        select("mail");

        queues.put(
                Queue.named("billing").paused("eve@acme.test", "why not", NOW).view());
        engine.tell("queue.paused", new Changed("billing", "billing", null));

        until(() -> reads("by eve@acme.test “why not”"));
        assertThat(table().getSelectionModel().getSelectedItem().key()).isEqualTo("mail");
    }

    @Test
    void numbers_move_and_no_column_does() throws Exception {
        queues.put(Queue.named("mail").places(4).waiting(9, NOW.minusSeconds(5)).view());
        opened("queues");
        until(() -> reads("mail"));
        List<Double> before =
                table().getColumns().stream().map(TableColumnBase::getWidth).toList();

        queues.put(Queue.named("mail")
                .places(4)
                .waiting(1_234_567, NOW.minusSeconds(500_000))
                .blocked("rate", NOW.plusSeconds(3_000))
                .done(9_999_999)
                .view());
        engine.happen(Runs.run().due(NOW).succeeded());

        until(() -> reads("1,234,567"));
        assertThat(table().getColumns().stream().map(TableColumnBase::getWidth)).containsExactlyElementsOf(before);
    }

    @Test
    void a_new_queue_waits_while_somebody_works_in_the_list() throws Exception {
        queues.put(Queue.named("billing").view(), Queue.named("mail").view());
        opened("queues");
        select("mail");
        Row<String, QueueView> selected = table().getSelectionModel().getSelectedItem();

        queues.put(Queue.named("assets").view());
        engine.tell("queue.updated", new Changed("assets", "assets", null));

        until(() -> reads("1 new · press ."));
        assertThat(table().getItems()).hasSize(2);
        type(".");
        until(() -> table().getItems().size() == 3);
        assertThat(table().getItems().getFirst().key())
                .as("in its place by name")
                .isEqualTo("assets");
        until(() -> table().getItems().contains(selected));
    }

    @Test
    void a_serial_queue_shows_the_one_that_runs_and_who_is_next() throws Exception {
        new QueueNight(NOW).tell(queues);
        opened("queues?sel=erp");

        until(() -> sentence().contains("One at a time: “Sync stock to ERP” runs since"));
        assertThat(robot.lookup("#queue-running .list-line").queryAll()).hasSize(1);
        assertThat(robot.lookup("#queue-next .list-line").queryAll()).hasSize(3);
        assertThat(reads("Nightly stock count")).as("what feeds it").isTrue();
        assertThat(table().getSelectionModel().getSelectedItem().key()).isEqualTo("erp");
    }

    @Test
    void an_open_circuit_explains_why_nothing_runs_and_leads_to_the_host() throws Exception {
        new QueueNight(NOW).tell(queues);
        Stage stage = open("queues?sel=partner-hooks");

        until(() -> sentence().contains("api.acme.test, which failed too often and is not called at the moment"));
        assertThat(sentence()).contains("One call is tried in 25 s.");
        fire("#queue-host");

        until(() -> shows("#hosts"));
        assertThat(stage.session().navigator().current().get("tab")).isEqualTo("hosts");
        until(() -> reads("HTTP 500 · card processor down"));
    }

    @Test
    void a_circuit_is_reset_by_key_and_is_gone() throws Exception {
        queues.put(new CircuitView("api.acme.test", "open", 9, 3, NOW, NOW.plusSeconds(25), "HTTP 500", 31));
        open("queues?tab=hosts&sel=api.acme.test");
        until(() -> reads("api.acme.test"));
        until(() -> !robot.lookup("#hosts .table-view")
                .<TableView<?>>query()
                .getSelectionModel()
                .isEmpty());

        press(KeyCode.SHIFT, KeyCode.R);

        until(() -> engine.calls("POST /api/v1/circuits/api.acme.test/reset").size() == 1);
        until(() -> reads("api.acme.test is called again; 31 runs may go."));
        until(() -> reads("No host is in trouble"));
    }

    @Test
    void settings_are_edited_in_place_take_effect_now_and_can_be_undone() throws Exception {
        queues.put(Queue.named("mail").places(4).rate("100/m").view());
        opened("queues");
        select("mail");
        press(KeyCode.E);
        until(() -> shows("#queue-concurrency"));
        until(() -> robot.lookup("#queue-concurrency").query().isFocused());

        write("#queue-concurrency", "8");
        write("#queue-rate", "");
        until(() -> reads("Takes effect now."));
        press(KeyCode.CONTROL, KeyCode.ENTER);

        until(() -> queues.get("mail").concurrency() == 8);
        assertThat(queues.get("mail").rate()).isNull();
        until(() -> row("mail").concurrency() == 8);
        until(() -> !shows("#settings-save"));
        robot.interact(() -> table().requestFocus());
        press(KeyCode.Z);
        until(() -> queues.get("mail").concurrency() == 4);
        assertThat(queues.get("mail").rate()).isEqualTo("100/m");
    }

    @Test
    void what_the_engine_refuses_stands_under_its_field() throws Exception {
        queues.put(Queue.named("mail").places(4).view());
        opened("queues?sel=mail");
        until(() -> shows("#queue-concurrency"));

        write("#queue-concurrency", "20000");
        until(() -> shows("#settings-save"));
        fire("#settings-save");
        until(() -> reads("at most 10,000"));

        write("#queue-concurrency", "many");
        fire("#settings-save");
        until(() -> reads("A whole number, please."));
        assertThat(queues.get("mail").concurrency()).isEqualTo(4);
    }

    @Test
    void a_save_that_meets_a_newer_version_shows_both_and_overwrites_only_when_told() throws Exception {
        queues.put(Queue.named("mail").places(4).view());
        opened("queues?sel=mail");
        until(() -> shows("#queue-concurrency"));
        until(() -> ((TextInputControl) robot.lookup("#queue-concurrency").query())
                .getText()
                .equals("4"));
        write("#queue-concurrency", "8");
        QueueView seen = queues.get("mail");
        queues.put(new QueueView(
                "mail",
                false,
                null,
                null,
                null,
                2,
                "5/s",
                false,
                null,
                seen.version() + 1,
                0,
                0,
                0,
                null,
                null,
                null,
                0,
                List.of(),
                List.of(),
                List.of()));

        until(() -> shows("#settings-save"));
        fire("#settings-save");
        until(() -> shows("#settings-newer"));
        assertThat(reads("at once 2, rate 5/s")).isTrue();
        assertThat(((TextInputControl) robot.lookup("#queue-concurrency").query()).getText())
                .isEqualTo("8");
        assertThat(queues.get("mail").concurrency()).isEqualTo(2);

        fire("#settings-save");
        until(() -> queues.get("mail").concurrency() == 8);
        assertThat(queues.get("mail").rate())
                .as("theirs, which was not touched here")
                .isEqualTo("5/s");
    }

    @Test
    void purging_counts_first_wants_the_number_typed_and_says_what_became_of_them() throws Exception {
        new QueueNight(NOW).tell(queues);
        opened("queues");
        select("billing");
        press(KeyCode.DELETE);

        until(() -> shows("#purge-go"));
        assertThat(reads("1,204 runs that wait are taken back and never made.")).isTrue();
        assertThat(engine.calls("POST /api/v1/queues/billing/purge"))
                .singleElement()
                .asString()
                .contains("\"dry_run\":true");
        until(() -> robot.lookup("#purge-cancel").query().isFocused());
        ButtonBase go = robot.lookup("#purge-go").query();
        assertThat(go.isDisabled()).isTrue();
        write("#purge-typed", "1204");
        write("#purge-reason", "wrong import");
        until(() -> !go.isDisabled());
        fire("#purge-go");

        until(() -> reads("1,204 taken back, nothing left out."));
        assertThat(engine.calls("POST /api/v1/queues/billing/purge").getLast())
                .contains("\"dry_run\":false")
                .contains("wrong import");
        until(() -> row("billing").waiting() == 0);
    }

    @Test
    void nothing_waiting_cannot_be_purged() throws Exception {
        queues.put(Queue.named("idle").view());
        opened("queues");
        select("idle");
        press(KeyCode.DELETE);

        until(() -> reads("Nothing waits in this queue."));
        assertThat(shows("#purge-go")).isFalse();
    }

    @Test
    void its_executions_are_one_key_away() throws Exception {
        night.tell(engine);
        queues.put(Queue.named("big imports").view());
        Stage stage = open("queues");
        select("big imports");
        press(KeyCode.V);

        until(() -> stage.session().navigator().current().room().equals("executions"));
        assertThat(stage.session().navigator().current().get("q")).isEqualTo("queue:\"big imports\"");
    }

    @Test
    void what_feeds_it_leads_to_the_task() throws Exception {
        new QueueNight(NOW).tell(queues);
        Stage stage = open("queues?sel=erp");
        until(() -> reads("Nightly stock count"));
        robot.interact(() -> robot.lookup("#queue-feeders .list-line")
                .<ButtonBase>queryAll()
                .iterator()
                .next()
                .fire());

        assertThat(stage.session().navigator().current().room()).isEqualTo("tasks");
        assertThat(stage.session().navigator().current().get("sel")).isNotEmpty();
    }

    @Test
    void the_first_time_it_says_what_this_is_for() throws Exception {
        open("queues");
        until(() -> reads("No queues yet"));
        assertThat(reads("A queue appears when a task names it")).isTrue();
        assertThat(shows("#empty-new")).isTrue();
    }

    @Test
    void an_error_stands_above_the_last_good_rows() throws Exception {
        queues.put(Queue.named("billing").view());
        opened("queues");
        until(() -> reads("billing"));
        engine.refuse(
                "GET /api/v1/queues",
                new ScriptedEngine.Refusal(503, ScriptedEngine.error("service_unavailable", "The database is busy.")));
        robot.interact(() -> table().requestFocus());
        press(KeyCode.R);

        until(() -> reads("The database is busy."));
        assertThat(table().getItems()).hasSize(1);
        engine.refuse("GET /api/v1/queues", null);
        press(KeyCode.R);
        until(() -> !reads("The database is busy."));
    }

    @Test
    void without_the_engine_one_reads_on_and_changes_nothing() throws Exception {
        queues.put(Queue.named("billing").view());
        Stage stage = open("queues?sel=billing");
        until(() -> shows("#queue-pause"));
        engine.refuse("GET /api/v1/events", new ScriptedEngine.Refusal(503, "{}"));
        engine.cutStreams();
        until(() -> !stage.session().offline().getValue().isEmpty());

        assertThat(robot.lookup("#queue-pause").query().isDisabled()).isTrue();
        robot.interact(() -> table().requestFocus());
        press(KeyCode.S);
        assertThat(shows("#pause-bar")).isFalse();
        assertThat(reads("billing")).isTrue();
    }

    @Test
    void a_read_only_profile_offers_nothing_that_changes_anything() throws Exception {
        new QueueNight(NOW).tell(queues);
        open("queues?sel=billing", true);
        until(() -> sentence().contains("Paused by ops@acme.test 8 min ago: “card processor down, ticket 4”."));

        assertThat(shows("#queue-pause")).isFalse();
        assertThat(robot.lookup("#queue-concurrency").query().isDisabled()).isTrue();
        press(KeyCode.S);
        press(KeyCode.DELETE);
        assertThat(shows("#pause-bar")).isFalse();
        assertThat(shows("#purge")).isFalse();
        press(KeyCode.DIGIT2);
        until(() -> reads("img.shop.test"));
        assertThat(shows(".reset-circuit")).isFalse();
    }

    @Test
    void everything_that_takes_the_focus_says_what_it_is() throws Exception {
        new QueueNight(NOW).tell(queues);
        opened("queues?sel=erp");
        until(() -> shows("#queue-running"));
        for (Node node : robot.lookup("#queues .button, #queues .menu-button, #queues .text-field")
                .queryAll()) {
            String text = node instanceof Labeled labeled && labeled.getText() != null ? labeled.getText() : "";
            String spoken = node.getAccessibleText() == null ? "" : node.getAccessibleText();
            assertThat(text + spoken).as("%s", node).isNotBlank();
        }
    }
}

package eu.runlater.console.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.engine.Runs;
import eu.runlater.console.engine.Screens;
import eu.runlater.console.engine.ScriptedInbound;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class EndpointsScreenTest extends Screens {
    private static final String PAYMENTS = "endpoints?sel=" + ScriptedInbound.PAYMENTS;

    private final ScriptedInbound inbound = ScriptedInbound.night(NOW);

    private void openEndpoints(String address) throws Exception {
        night.tell(engine);
        engine.learn(inbound);
        open(address);
    }

    private TableView<?> list() {
        return robot.lookup(".live-table .table-view").queryAs(TableView.class);
    }

    private TableView<?> events() {
        return robot.lookup("#events .table-view").queryAs(TableView.class);
    }

    private void select(TableView<?> table, int row) {
        robot.interact(() -> {
            table.requestFocus();
            table.getSelectionModel().select(row);
        });
    }

    private void fire(String id) {
        until(() -> shows("#" + id));
        robot.interact(() -> ((ButtonBase) robot.lookup("#" + id).query()).fire());
    }

    private void write(String id, String text) {
        until(() -> shows("#" + id));
        robot.interact(() -> ((TextField) robot.lookup("#" + id).query()).setText(text));
    }

    @Test
    void the_keys_lead_here_and_the_list_says_where_each_goes_and_when_it_last_received() throws Exception {
        openEndpoints("tasks");
        until(() -> reads("Recurring") || shows("#tasks"));
        press(KeyCode.G);
        press(KeyCode.I);

        until(() -> reads("Payment events"));
        assertThat(reads("2 targets")).isTrue();
        assertThat(reads("strictly in order")).isTrue();
        assertThat(reads("deploy.acme.test")).isTrue();
        assertThat(reads("disabled")).isTrue();
        assertThat(reads("1 min ago")).isTrue();
    }

    @Test
    void the_address_for_senders_is_one_key_away() throws Exception {
        openEndpoints("endpoints");
        until(() -> reads("Payment events"));
        select(list(), 0);
        press(KeyCode.Y);

        until(() -> reads("Address copied"));
        String[] copied = new String[1];
        robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertThat(copied[0]).startsWith("https://in.acme.test/in/ep_");
    }

    @Test
    void its_events_say_how_they_were_forwarded_and_whether_they_were_signed() throws Exception {
        openEndpoints(PAYMENTS);

        until(() -> shows("#events") && events().getItems().size() == 27);
        until(() -> reads("203.0.113.7"));
        assertThat(reads("verified")).isTrue();
        assertThat(reads("refused")).isTrue();
        assertThat(reads("filtered")).isTrue();
    }

    @Test
    void one_event_shows_what_came_with_its_secrets_masked_and_leads_to_its_forwardings() throws Exception {
        openEndpoints(PAYMENTS + "&event=" + ScriptedInbound.FAILED);

        until(() -> shows("#event-message-body"));
        until(() -> reads("stripe-signature"));
        assertThat(reads("••••")).isTrue();
        assertThat(reads("The target answered 503.")).isTrue();
        until(() -> reads("https://shop.acme.test/hooks/pay"));
        robot.interact(() -> ((ButtonBase) robot.lookup(".forward-link").query()).fire());
        until(() -> !engine.calls("GET /api/v1/executions/").isEmpty());
    }

    @Test
    void escape_goes_back_one_layer_at_a_time() throws Exception {
        openEndpoints(PAYMENTS + "&event=" + ScriptedInbound.FAILED);
        until(() -> shows("#event"));
        press(KeyCode.ESCAPE);
        until(() -> !shows("#event") && shows("#events"));
        press(KeyCode.ESCAPE);
        until(() -> !shows("#endpoint-pane"));
    }

    @Test
    void what_arrives_waits_behind_the_pill_and_a_look_is_not_repeated() throws Exception {
        openEndpoints(PAYMENTS);
        until(() -> shows("#events") && events().getItems().size() == 27);
        select(events(), 3);
        inbound.arrives();
        engine.happen(Runs.run().due(NOW).pending());

        until(() -> reads("1 new"));
        assertThat(events().getItems()).hasSize(27);
        assertThat(engine.calls("GET /api/v1/endpoints/" + ScriptedInbound.PAYMENTS + "/events/"))
                .isEmpty();
        press(KeyCode.PERIOD);
        until(() -> events().getItems().size() == 28);
    }

    @Test
    void an_endpoint_that_received_nothing_offers_the_call_to_try_it() throws Exception {
        openEndpoints("endpoints?sel=" + inbound.named("Deploy hooks").id());

        until(() -> reads("Waiting for its first event"));
        assertThat(shows("#events-curl")).isTrue();
    }

    @Test
    void without_endpoints_one_sentence_says_what_they_are_for() throws Exception {
        night.tell(engine);
        engine.learn(new ScriptedInbound(NOW));
        open("endpoints");

        until(() -> reads("No endpoints yet"));
        assertThat(shows("#empty-curl")).isTrue();
    }

    @Test
    void replaying_one_event_asks_first_and_tells_how_many_calls_go_out() throws Exception {
        openEndpoints(PAYMENTS + "&event=" + ScriptedInbound.FAILED);
        until(() -> shows("#event"));
        press(KeyCode.SHIFT, KeyCode.R);
        until(() -> reads("2 real calls go out now"));
        assertThat(engine.calls("POST /api/v1/endpoints/")).isEmpty();
        fire("confirm-go");

        until(() -> engine.calls("POST /api/v1/endpoints/" + ScriptedInbound.PAYMENTS + "/events/")
                        .size()
                == 1);
        until(() -> reads("2 calls are on the way"));
    }

    @Test
    void all_that_failed_are_counted_by_the_engine_and_then_replayed() throws Exception {
        openEndpoints(PAYMENTS);
        until(() -> shows("#events") && events().getItems().size() == 27);
        fire("events-replay");
        until(() -> reads("Replay 3 events"));
        assertThat(reads("6 real calls")).isTrue();
        fire("replay-go");

        until(() -> reads("3 events were sent again, 6 calls"));
        assertThat(engine.calls("POST /api/v1/endpoints/" + ScriptedInbound.PAYMENTS + "/replay"))
                .hasSize(2)
                .last()
                .satisfies(call -> assertThat(call).doesNotContain("dry_run"));
    }

    @Test
    void a_range_says_what_is_left_out_and_what_is_not_said_is_asked_for() throws Exception {
        openEndpoints(PAYMENTS);
        until(() -> shows("#events") && events().getItems().size() == 27);
        fire("events-replay");
        until(() -> reads("Replay 3 events"));
        robot.interact(() -> ((ButtonBase) robot.lookup("All of them").query()).fire());
        until(() -> reads("must say which events"));
        write("replay-from", "2026-05-04T00:00:00Z");

        until(() -> reads("2 left out: not forwarded when received."));
        assertThat(reads("Replay 25 events")).isTrue();
    }

    @Test
    void disabling_is_done_at_once_and_can_be_taken_back() throws Exception {
        openEndpoints(PAYMENTS);
        until(() -> reads("Disable"));
        press(KeyCode.S);
        until(() -> !inbound.named("Payment events").enabled());
        until(() -> reads("senders are answered 410"));
        press(KeyCode.Z);
        until(() -> inbound.named("Payment events").enabled());
    }

    @Test
    void deleting_asks_first_and_says_that_the_events_go_too() throws Exception {
        openEndpoints(PAYMENTS);
        until(() -> shows("#events"));
        press(KeyCode.DELETE);
        until(() -> shows("#confirm-cancel"));
        assertThat(engine.calls("DELETE ")).isEmpty();
        fire("confirm-go");

        until(() -> reads("was deleted with its events"));
        until(() -> !shows("#endpoint-pane"));
        until(() -> list().getItems().size() == 2);
    }

    @Test
    void a_new_endpoint_is_made_and_its_address_stands_there_to_be_copied() throws Exception {
        openEndpoints("endpoints");
        until(() -> reads("Payment events"));
        robot.interact(() -> list().requestFocus());
        press(KeyCode.N);
        write("form-name", "Shop orders");
        robot.interact(
                () -> robot.lookup("#form-urls").<TextArea>query().setText("https://a.test/x\nhttps://b.test/y"));
        fire("form-save");

        until(() -> reads("Shop orders was made"));
        until(() ->
                shows("#endpoint-pane") && texts("#endpoint-url").getFirst().startsWith("https://in.acme.test/in/"));
        assertThat(engine.calls("POST /api/v1/endpoints {").getFirst())
                .contains("\"forward_urls\":[\"https://a.test/x\",\"https://b.test/y\"]")
                .contains("\"use_queue\":true", "\"ordered\":false", "\"verification\":null");
    }

    @Test
    void what_is_wrong_stands_under_its_field() throws Exception {
        openEndpoints("endpoints?edit=new");
        until(() -> shows("#form-name"));
        robot.interact(
                () -> robot.lookup("#form-scheme").<ComboBox<String>>query().setValue("github"));
        fire("form-save");

        until(() -> texts("#form-urls-below").contains("must have at least one address"));
        assertThat(texts("#form-secret-below")).containsExactly("is required: what the sender signs with");
    }

    @Test
    void a_save_that_meets_a_newer_version_lets_one_choose() throws Exception {
        openEndpoints(PAYMENTS);
        until(() -> shows("#events"));
        press(KeyCode.E);
        until(() -> shows("#form-name") && reads("Edit Payment events"));
        inbound.edited("Payment events", "https://else.test/x");
        write("form-name", "Payments");
        fire("form-save");
        until(() -> shows("#conflict-keep"));
        fire("conflict-keep");

        until(() -> inbound.named("Payments").version() == 5);
        assertThat(engine.calls("PATCH ").getLast()).doesNotContain("\"secret\"");
    }

    @Test
    void whoever_may_only_read_sees_no_buttons() throws Exception {
        night.tell(engine);
        engine.learn(inbound);
        open(PAYMENTS, true);

        until(() -> shows("#events") && events().getItems().size() == 27);
        assertThat(shows("#endpoint-toggle")).isFalse();
        assertThat(shows("#events-replay")).isFalse();
        assertThat(shows("#endpoints-new")).isFalse();
    }
}

package eu.runlater.console.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.console.engine.Screens;
import eu.runlater.console.engine.ScriptedAccounts;
import eu.runlater.console.engine.ScriptedAudit;
import eu.runlater.console.engine.ScriptedQueues;
import eu.runlater.console.engine.Stage;
import eu.runlater.console.ui.Row;
import java.util.Set;
import java.util.UUID;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class TeamScreenTest extends Screens {
    private final ScriptedAccounts accounts = ScriptedAccounts.of(engine, NOW).company();

    private void fire(String selector) {
        until(() -> robot.lookup(selector).tryQuery().isPresent());
        robot.interact(() -> robot.lookup(selector).<ButtonBase>query().fire());
    }

    private void write(String selector, String text) {
        until(() -> robot.lookup(selector).tryQuery().isPresent());
        robot.interact(() -> robot.lookup(selector).<TextInputControl>query().setText(text));
    }

    private void choose(String container, int index) {
        robot.interact(() -> {
            var buttons = robot.lookup(container + " .toggle-button").queryAllAs(ToggleButton.class);
            buttons.stream().skip(index).findFirst().orElseThrow().fire();
        });
    }

    private void select(String tab, UUID key) {
        until(() -> robot.lookup("#team-" + tab + " .table-view").tryQuery().isPresent());
        robot.interact(() -> {
            TableView<Row<UUID, ?>> table =
                    robot.lookup("#team-" + tab + " .table-view").queryTableView();
            table.requestFocus();
            table.getItems().stream()
                    .filter(row -> row.key().equals(key))
                    .findFirst()
                    .ifPresent(row -> table.getSelectionModel().select(row));
        });
    }

    private String text(String selector) {
        return robot.lookup(selector).<Labeled>query().getText();
    }

    private static String clip(org.testfx.api.FxRobot robot) {
        String[] text = new String[1];
        robot.interact(() -> text[0] = Clipboard.getSystemClipboard().getString());
        return String.valueOf(text[0]);
    }

    @Test
    void g_k_goes_there_and_shows_who_may_do_what() throws Exception {
        night.tell(engine);
        open("executions");
        await().until(() -> {
            robot.type(KeyCode.G, KeyCode.K);
            return reads("Ida Holm");
        });
        assertThat(reads("auditor@elsewhere.test")).isTrue();
        assertThat(reads("7 min ago")).isTrue();
        assertThat(reads("stays owner")).isTrue();
    }

    @Test
    void a_role_is_changed_and_put_back_with_z() throws Exception {
        open("team");
        select("members", ScriptedAudit.IDA);
        press(KeyCode.E);
        fire("#role-viewer");
        fire("#ask-go");
        until(() -> role().equals("viewer"));
        until(() -> reads("ida@acme.test is now viewer"));
        press(KeyCode.Z);
        until(() -> role().equals("admin"));
    }

    private String role() {
        return accounts.members().stream()
                .filter(member -> member.userId().equals(ScriptedAudit.IDA))
                .findFirst()
                .orElseThrow()
                .role();
    }

    @Test
    void removing_asks_first_with_the_focus_on_cancel_and_sends_the_reason() throws Exception {
        open("team");
        select("members", ScriptedAudit.IDA);
        press(KeyCode.DELETE);
        until(() ->
                robot.lookup("#ask-cancel").tryQuery().filter(Node::isFocused).isPresent());
        assertThat(reads("Remove ida@acme.test?")).isTrue();
        write("#ask-reason", "left the company");
        fire("#ask-go");
        until(() -> accounts.members().size() == 3);
        assertThat(engine.calls("DELETE /api/v1/members/"))
                .singleElement()
                .asString()
                .contains("reason=left%20the%20company");
    }

    @Test
    void an_invite_shows_its_token_once_and_it_is_gone_with_the_pane() throws Exception {
        open("team?tab=invites");
        until(() -> reads("mia@acme.test"));
        press(KeyCode.N);
        write("#invite-email", "no address");
        fire("#ask-go");
        until(() -> reads("must be an e-mail address such as"));
        write("#invite-email", "nina@acme.test");
        fire("#ask-go");
        until(() -> shows("#shown-once"));
        String token = text("#once-secret");
        assertThat(token).startsWith("rli_");
        fire("#once-secret-copy");
        assertThat(clip(robot)).isEqualTo(token);
        press(KeyCode.ESCAPE);
        assertThat(shows("#shown-once")).as("Esc does not lose it").isTrue();
        fire("#once-stored");
        until(() -> !shows("#shown-once"));
        assertThat(reads(token)).isFalse();
        until(() -> reads("nina@acme.test"));
    }

    @Test
    void revoking_an_invite_takes_it_from_the_list() throws Exception {
        open("team?tab=invites");
        select("invites", accounts.invites().getFirst().id());
        press(KeyCode.DELETE);
        fire("#confirm-go");
        until(() -> accounts.invites().size() == 1);
        until(() -> !reads("mia@acme.test") || reads("The invite of mia@acme.test is revoked"));
    }

    @Test
    void a_new_key_is_shown_once_with_a_command_that_uses_it() throws Exception {
        Stage stage = open("team?tab=keys");
        until(() -> reads("ci-deploy"));
        press(KeyCode.N);
        write("#key-name", "billing worker");
        choose("#key-life", 0);
        assertThat(reads("The engine refuses it from 2026-06-03")).isTrue();
        fire("#ask-go");
        until(() -> shows("#shown-once"));
        String token = text("#once-secret");
        assertThat(text("#once-command"))
                .contains("Authorization: Bearer " + token)
                .contains(stage.session().api().access().base() + "api/v1/queue");
        assertThat(engine.calls("POST /api/v1/keys"))
                .singleElement()
                .asString()
                .contains("\"scope\":\"enqueue\"", "\"expires_at\":\"2026-06-03T03:07:41Z\"");
        fire("#once-stored");
        until(() -> reads("billing worker"));
        assertThat(reads(token)).isFalse();
    }

    @Test
    void revoking_a_key_names_what_used_it_lately() throws Exception {
        open("team?tab=keys");
        select("keys", ScriptedAudit.DEPLOY);
        press(KeyCode.DELETE);
        until(() -> reads("In use: last called 9 min ago from 10.0.0.8. That program stops working."));
        assertThat(robot.lookup("#ask-cancel").query().isFocused()).isTrue();
        fire("#ask-cancel");
        assertThat(accounts.keys()).hasSize(4);
        press(KeyCode.DELETE);
        fire("#ask-go");
        until(() -> accounts.keys().size() == 3);
    }

    @Test
    void a_key_is_renamed_and_the_name_put_back() throws Exception {
        open("team?tab=keys");
        select("keys", ScriptedAudit.DEPLOY);
        press(KeyCode.E);
        write("#key-name", "ci");
        fire("#ask-go");
        until(() -> accounts.keys().getFirst().name().equals("ci"));
        press(KeyCode.Z);
        until(() -> accounts.keys().getFirst().name().equals("ci-deploy"));
    }

    @Test
    void the_signing_secret_is_asked_for_only_when_somebody_wants_to_see_it() throws Exception {
        open("team?tab=secret");
        until(() -> shows("#secret-reveal"));
        assertThat(text("#secret-now")).contains("•••");
        assertThat(engine.calls("GET /api/v1/webhook-secret")).isEmpty();
        fire("#secret-reveal");
        until(() -> text("#secret-now").equals(accounts.secret().secret()));
        press(KeyCode.DIGIT1);
        until(() -> reads("Ida Holm"));
        press(KeyCode.DIGIT4);
        until(() -> shows("#secret-reveal"));
        assertThat(text("#secret-now")).as("hidden again").contains("•••");
    }

    @Test
    void rotating_keeps_the_old_secret_for_the_overlap_which_can_be_ended() throws Exception {
        String old = accounts.secret().secret();
        open("team?tab=secret");
        fire("#secret-rotate");
        until(() ->
                robot.lookup("#ask-cancel").tryQuery().filter(Node::isFocused).isPresent());
        fire("#ask-go");
        until(() -> robot.lookup("#secret-previous").tryQuery().isPresent());
        assertThat(text("#secret-previous")).isEqualTo(old);
        assertThat(engine.calls("POST /api/v1/webhook-secret/rotate"))
                .singleElement()
                .asString()
                .contains("\"overlap_hours\":24");
        fire("#secret-end");
        fire("#confirm-go");
        until(() -> accounts.secret().previous() == null);
        until(() -> robot.lookup("#secret-previous").tryQuery().isEmpty());
    }

    @Test
    void a_second_factor_is_set_up_with_a_picture_and_counts_once_confirmed() throws Exception {
        open("team?tab=account");
        fire("#totp-set-up");
        write("#ask-password", "wrong");
        fire("#ask-go");
        until(() -> reads("is not right"));
        write("#ask-password", ScriptedAccounts.PASSWORD);
        fire("#ask-go");
        until(() -> shows("#totp-qr"));
        assertThat(text("#totp-secret")).startsWith("JBSW Y3DP");
        write("#totp-code", "000 000");
        fire("#ask-go");
        until(() -> reads("is wrong or too old"));
        assertThat(accounts.hasTotp()).isFalse();
        write("#totp-code", "123 456");
        fire("#ask-go");
        until(() -> shows("#totp-remove"));
        assertThat(accounts.hasTotp()).isTrue();
        assertThat(robot.lookup("#totp-secret").tryQuery()).isEmpty();
    }

    @Test
    void a_new_password_is_typed_twice() throws Exception {
        open("team?tab=account");
        fire("#password-change");
        write("#password-current", ScriptedAccounts.PASSWORD);
        write("#password-new", "short");
        fire("#ask-go");
        until(() -> reads("At least 12 characters, please."));
        write("#password-new", "a longer battery");
        write("#password-again", "another battery");
        fire("#ask-go");
        until(() -> reads("This is not the same."));
        assertThat(engine.calls("POST /api/v1/session/password")).isEmpty();
        write("#password-again", "a longer battery");
        fire("#ask-go");
        until(() -> reads("Your password is changed"));
    }

    @Test
    void sessions_elsewhere_are_ended_one_by_one_never_this_one() throws Exception {
        open("team?tab=account");
        until(() -> reads("curl/8.9.1"));
        assertThat(robot.lookup(".session-end").queryAll()).hasSize(2);
        assertThat(reads("this one")).isTrue();
        robot.interact(() -> robot.lookup(".session-end")
                .queryAllAs(ButtonBase.class)
                .iterator()
                .next()
                .fire());
        until(() -> robot.lookup(".session-end").queryAll().size() == 1);
    }

    @Test
    void a_member_sees_people_but_a_lock_before_the_keys_and_no_way_to_invite() throws Exception {
        accounts.as("member");
        open("team");
        until(() -> reads("Ida Holm"));
        until(() -> robot.lookup("#team-invite").query().isDisabled());
        press(KeyCode.N);
        assertThat(shows("#invite-email")).isFalse();
        press(KeyCode.DIGIT3);
        until(() -> shows("#locked"));
        until(() -> reads("At least “admin”: ops@acme.test, ida@acme.test") || reads("At least “admin”"));
        assertThat(shows("#team-new-key")
                        && !robot.lookup("#team-new-key").query().isDisabled())
                .isFalse();
    }

    @Test
    void a_viewer_can_change_nothing_anywhere_and_is_told_why() throws Exception {
        ScriptedQueues.of(engine, () -> NOW);
        accounts.as("viewer");
        Stage stage = open("queues");
        until(() -> stage.session().rights().me() != null);
        assertThat(stage.session().offline().getValue()).isEqualTo("This needs the role “member”; yours is “viewer”.");
        assertThat(stage.session().commands().find("queues.pause").orElseThrow().isAvailable())
                .isFalse();
    }

    @Test
    void a_read_only_profile_has_no_actions() throws Exception {
        Stage stage = open("team?tab=keys", true);
        until(() -> reads("ci-deploy"));
        assertThat(shows("#team-new-key")).isFalse();
        assertThat(reads("Revoke…")).isFalse();
        for (String id : Set.of("team.new", "team.edit", "team.delete")) {
            assertThat(stage.session().commands().find(id)).isEmpty();
        }
    }

    @Test
    void an_api_key_has_no_account() throws Exception {
        accounts.asKey();
        open("team?tab=account");
        until(() -> reads("Nobody is signed in: this profile uses the API key “grafana”"));
        assertThat(shows("#account-password")).isFalse();
    }
}

package eu.runlater.console.team;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.engine.Screens;
import eu.runlater.console.engine.ScriptedAccounts;
import eu.runlater.console.engine.ScriptedCredentials;
import eu.runlater.console.engine.ScriptedTasks;
import eu.runlater.console.ui.Row;
import eu.runlater.model.CredentialView;
import java.util.UUID;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class CredentialsScreenTest extends Screens {
    private final ScriptedAccounts accounts = ScriptedAccounts.of(engine, NOW).company();
    private final ScriptedCredentials credentials =
            ScriptedCredentials.of(engine, NOW).shop();

    private void start() throws Exception {
        open("team?tab=credentials");
        until(() -> reads("partner api"));
    }

    private void select(String name) {
        UUID id = credentials.named(name).id();
        robot.interact(() -> {
            TableView<Row<UUID, CredentialView>> table =
                    robot.lookup("#team-credentials .table-view").queryTableView();
            table.requestFocus();
            table.getItems().stream()
                    .filter(row -> row.key().equals(id))
                    .findFirst()
                    .ifPresent(row -> table.getSelectionModel().select(row));
        });
    }

    private void write(String selector, String text) {
        until(() -> shows(selector));
        robot.interact(() -> robot.lookup(selector).<TextInputControl>query().setText(text));
    }

    private void fire(String selector) {
        until(() -> shows(selector));
        robot.interact(() -> robot.lookup(selector).<ButtonBase>query().fire());
    }

    @Test
    void the_list_says_what_each_is_where_it_goes_and_who_uses_it() throws Exception {
        start();
        assertThat(reads("OAuth 2 client credentials")).isTrue();
        assertThat(reads("api.crm.test, *.crm.test")).isTrue();
        assertThat(reads("any host")).isTrue();
        assertThat(reads("3 tasks")).isTrue();
        assertThat(reads("1 task")).isTrue();
        assertThat(reads("in 9 d")).as("its certificate ends").isTrue();
    }

    @Test
    void one_is_made_with_what_its_type_needs_and_its_secret_is_not_shown() throws Exception {
        start();
        press(KeyCode.N);
        write("#credential-name", "shipping");
        fire("#ask-go");
        until(() -> texts("#credential-token-below").contains("is required"));
        robot.interact(() -> robot.lookup("#credential-type .toggle-button").queryAllAs(ToggleButton.class).stream()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .fire());
        until(() -> !shows("#credential-token"));
        write("#credential-username", "runlater");
        write("#credential-password", "hunter2");
        fire("#ask-go");

        until(() -> reads("“shipping” is stored"));
        assertThat(credentials.named("shipping").username()).isEqualTo("runlater");
        assertThat(reads("hunter2")).isFalse();
        assertThat(engine.calls("POST /api/v1/credentials").getLast()).doesNotContain("token");
    }

    @Test
    void an_edit_replaces_the_secret_without_ever_having_seen_the_old_one() throws Exception {
        start();
        select("crm");
        press(KeyCode.E);
        until(() -> shows("#credential-token"));
        assertThat(robot.lookup("#credential-token").<TextInputControl>query().getText())
                .isEmpty();
        write("#credential-token", "n3w");
        write("#credential-reason", "rotated");
        fire("#ask-go");

        until(() -> reads("“crm” is changed."));
        assertThat(engine.calls("PATCH /api/v1/credentials/"))
                .singleElement()
                .asString()
                .endsWith("{\"token\":\"n3w\",\"version\":1,\"reason\":\"rotated\"}");
    }

    @Test
    void one_in_use_names_its_tasks_instead_of_being_deleted() throws Exception {
        engine.learn(ScriptedTasks.night(NOW).withOptions("sync-stock", "crm", "https://hooks.acme.test/failed"));
        start();
        select("crm");
        press(KeyCode.DELETE);

        until(() -> texts("#credential-tasks").getFirst().startsWith("sync-stock\none-time tasks that wait: 2"));
        assertThat(reads("It cannot be deleted while 3 tasks name it.")).isTrue();
        fire("#in-use-close");
        assertThat(engine.calls("DELETE ")).isEmpty();
    }

    @Test
    void deleting_asks_first_with_the_focus_on_cancel() throws Exception {
        start();
        select("bank gateway");
        press(KeyCode.DELETE);
        until(() ->
                robot.lookup("#ask-cancel").tryQuery().filter(Node::isFocused).isPresent());
        fire("#ask-go");

        until(() -> credentials.all().size() == 3);
        until(() -> reads("“bank gateway” is deleted"));
    }

    @Test
    void a_member_sees_which_there_are_and_why_nothing_can_be_changed() throws Exception {
        accounts.as("member");
        start();
        until(() -> robot.lookup("#team-new-credential").query().isDisabled());
        select("crm");
        press(KeyCode.E);
        assertThat(shows("#credential-name")).isFalse();
    }
}

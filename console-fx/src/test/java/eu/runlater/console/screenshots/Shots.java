package eu.runlater.console.screenshots;

import eu.runlater.console.connect.KeyVaults;
import eu.runlater.console.connect.SignInPane;
import eu.runlater.console.engine.ScriptedAccounts;
import eu.runlater.console.engine.ScriptedInbound;
import eu.runlater.console.engine.Stage;
import eu.runlater.console.shell.Command;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;

/// All pictures.
final class Shots {
    /// The task that fails in the night's engine.
    private static final String TASK = "0196a1c2-8f10-7000-8000-000000000000";

    /// One with a credential.
    private static final String STOCK = "0196a1c2-8f10-7000-8000-000000000001";

    /// What an endpoint received and could not forward.
    private static final String EVENT =
            "endpoints?sel=" + ScriptedInbound.PAYMENTS + "&event=" + ScriptedInbound.FAILED;

    /// An endpoint that received nothing yet.
    private static final String WAITING = "0196a300-0000-7000-8000-000000000002";

    private Shots() {}

    /// @param failing id of an execution worth a close look · @param held of one that waits
    static List<Shot> all(String failing, String held) {
        return List.of(
                Shot.of("overview", "night", "overview"),
                Shot.of("overview-calm", "calm", "overview"),
                Shot.of("overview-first", "fresh", "overview"),
                Shot.of("executions", "night", "executions"),
                Shot.of("executions-failing", "night", "executions?q=status:failed,timeout%20since:1h"),
                Shot.of("executions-empty", "fresh", "executions"),
                Shot.of("executions-no-match", "night", "executions?q=task:nothing%20since:1h"),
                Shot.of("causes", "night", "executions?by=causes"),
                Shot.of("causes-retry", "night", "executions?by=causes").then(stage -> press(stage, "causes-retry")),
                Shot.of("causes-discard", "night", "executions?by=causes").then(stage -> {
                    select(stage, "#causes .table-view", 0);
                    press(stage, "causes-discard");
                }),
                Shot.of("causes-none", "fresh", "executions?by=causes"),
                Shot.of("causes-viewer", "calm", "executions?by=causes"),
                Shot.of("detail-timeline", "night", "executions?q=status:failed,timeout&sel=" + failing),
                Shot.of("detail-request", "night", "executions?sel=" + failing)
                        .then(stage -> press(stage, "tab-request")),
                Shot.of("detail-response", "night", "executions?sel=" + failing)
                        .then(stage -> press(stage, "tab-response")),
                Shot.of("detail-retry", "night", "executions?sel=" + failing).then(stage -> press(stage, "retry")),
                Shot.of("detail-waiting", "night", "executions?sel=" + held),
                Shot.of("queues", "night", "queues"),
                Shot.of("queues-detail", "night", "queues?sel=erp"),
                Shot.of("queues-paused", "night", "queues?sel=billing"),
                Shot.of("queues-circuit", "night", "queues?sel=partner-hooks"),
                Shot.of("queues-edit", "night", "queues?sel=mail").then(Shots::editQueue),
                Shot.of("queues-pause", "night", "queues?sel=mail").then(stage -> press(stage, "queue-pause")),
                Shot.of("queues-purge", "night", "queues?sel=billing").then(Shots::purge),
                Shot.of("queues-first", "fresh", "queues"),
                Shot.of("hosts", "night", "queues?tab=hosts&sel=api.acme.test"),
                Shot.of("hosts-none", "fresh", "queues?tab=hosts"),
                Shot.of("tasks", "night", "tasks"),
                Shot.of("tasks-firings", "night", "tasks?sel=" + TASK),
                Shot.of("tasks-next", "night", "tasks?sel=" + TASK).then(stage -> pressSegment(stage, "task-tabs", 1)),
                Shot.of("tasks-editor", "night", "tasks?edit=" + TASK),
                Shot.of("tasks-editor-options", "night", "tasks?edit=" + STOCK).then(Shots::unfold),
                Shot.of("tasks-editor-test", "night", "tasks?edit=" + STOCK).then(stage -> press(stage, "editor-test")),
                Shot.of("tasks-empty", "fresh", "tasks"),
                Shot.of("endpoints", "night", "endpoints"),
                Shot.of("endpoints-events", "night", "endpoints?sel=" + ScriptedInbound.PAYMENTS),
                Shot.of("endpoints-event", "night", EVENT),
                Shot.of("endpoints-replay", "night", "endpoints?sel=" + ScriptedInbound.PAYMENTS)
                        .then(stage -> press(stage, "events-replay")),
                Shot.of("endpoints-definition", "night", "endpoints?sel=" + ScriptedInbound.PAYMENTS)
                        .then(stage -> press(stage, "tab-definition")),
                Shot.of("endpoints-form", "night", "endpoints?edit=" + ScriptedInbound.PAYMENTS),
                Shot.of("endpoints-form-problems", "night", "endpoints?edit=new")
                        .then(stage -> press(stage, "form-save")),
                Shot.of("endpoints-waiting", "night", "endpoints?sel=" + WAITING),
                Shot.of("endpoints-first", "fresh", "endpoints"),
                Shot.of("team-members", "night", "team"),
                Shot.of("team-role", "night", "team").then(Shots::changeRole),
                Shot.of("team-invites", "night", "team?tab=invites"),
                Shot.of("team-invite", "night", "team?tab=invites").then(stage -> press(stage, "team-invite")),
                Shot.of("team-keys", "night", "team?tab=keys"),
                Shot.of("team-key-new", "night", "team?tab=keys").then(Shots::newKey),
                Shot.of("team-key-made", "night", "team?tab=keys").then(stage -> {
                    newKey(stage);
                    press(stage, "ask-go");
                }),
                Shot.of("team-key-revoke", "night", "team?tab=keys").then(Shots::revokeKey),
                Shot.of("team-secret", "night", "team?tab=secret"),
                Shot.of("team-secret-shown", "night", "team?tab=secret").then(stage -> press(stage, "secret-reveal")),
                Shot.of("team-secret-rotate", "night", "team?tab=secret").then(stage -> press(stage, "secret-rotate")),
                Shot.of("team-credentials", "night", "team?tab=credentials"),
                Shot.of("team-credential-new", "night", "team?tab=credentials").then(stage -> newCredential(stage, 0)),
                Shot.of("team-credential-oauth", "night", "team?tab=credentials")
                        .then(stage -> newCredential(stage, 2)),
                Shot.of("team-credential-edit", "night", "team?tab=credentials").then(Shots::editCredential),
                Shot.of("team-credential-used", "night", "team?tab=credentials").then(Shots::deleteCredential),
                Shot.of("team-credentials-viewer", "calm", "team?tab=credentials"),
                Shot.of("team-account", "night", "team?tab=account"),
                Shot.of("team-totp", "night", "team?tab=account").then(Shots::setUpTotp),
                Shot.of("team-locked", "calm", "team?tab=keys"),
                Shot.of("sign-in", "night", "team").then(Shots::signIn),
                Shot.of("sign-in-code", "night", "team").then(Shots::signInByBrowser),
                Shot.of("settings", "night", "settings"),
                Shot.of("settings-viewer", "calm", "settings"),
                Shot.of("audit", "night", "audit").then(stage -> press(stage, "audit-verify")),
                Shot.of("audit-entry", "night", "audit?sel=4"),
                Shot.of("audit-locked", "calm", "audit"),
                Shot.of("audit-no-match", "night", "audit?action=key&since=1h"),
                Shot.of("audit-first", "fresh", "audit"),
                Shot.of("new-task", "night", "new-task").then(Shots::fillIn),
                Shot.of("new-task-options", "night", "new-task").then(Shots::unfold),
                Shot.of("new-task-problems", "night", "new-task").then(stage -> press(stage, "task-send")));
    }

    /// For an engine of which nothing is known.
    static List<Shot> ofRunningEngine() {
        return List.of(
                Shot.of("overview", "night", "overview"),
                Shot.of("executions", "night", "executions"),
                Shot.of("executions-failing", "night", "executions?q=status:failed,timeout%20since:1h"),
                Shot.of("detail-timeline", "night", "executions?q=status:failed,timeout")
                        .then(Shots::openFirst),
                Shot.of("detail-request", "night", "executions?q=status:failed,timeout")
                        .then(stage -> {
                            openFirst(stage);
                            press(stage, "tab-request");
                        }),
                Shot.of("detail-response", "night", "executions?q=code:5xx").then(stage -> {
                    openFirst(stage);
                    press(stage, "tab-response");
                }),
                Shot.of("queues", "night", "queues"),
                Shot.of("queues-detail", "night", "queues").then(Shots::openFirst),
                Shot.of("hosts", "night", "queues?tab=hosts"),
                Shot.of("new-task", "night", "new-task").then(Shots::fillIn));
    }

    private static void openFirst(Stage stage) {
        Node found = stage.scene().lookup(".live-table .table-view");
        if (found instanceof TableView<?> table && !table.getItems().isEmpty()) {
            table.getSelectionModel().select(0);
            table.fireEvent(new javafx.scene.input.KeyEvent(
                    javafx.scene.input.KeyEvent.KEY_PRESSED,
                    "",
                    "",
                    javafx.scene.input.KeyCode.ENTER,
                    false,
                    false,
                    false,
                    false));
        }
    }

    private static void fillIn(Stage stage) {
        write(stage, "task-url", "https://shop.example/hooks/order-paid");
        write(stage, "task-body", "{\n  \"order\": \"A-1042\",\n  \"total\": \"89.90\"\n}");
        write(stage, "task-queue", "billing");
    }

    private static void unfold(Stage stage) {
        if (stage.scene().lookup("#call-options-fold") instanceof ToggleButton fold) {
            fold.setSelected(true);
            stage.scene().getRoot().applyCss();
            stage.scene().getRoot().layout();
            for (Node node = fold; node != null; node = node.getParent()) {
                if (node.getStyleClass().contains("scroll-pane") && node instanceof ScrollPane scroll) {
                    scroll.setVvalue(1);
                }
            }
        }
    }

    private static void editQueue(Stage stage) {
        write(stage, "queue-concurrency", "40");
        write(stage, "queue-rate", "200 a minute");
    }

    private static void newKey(Stage stage) {
        press(stage, "team-new-key");
        write(stage, "key-name", "billing worker");
    }

    private static void setUpTotp(Stage stage) {
        press(stage, "totp-set-up");
        write(stage, "ask-password", ScriptedAccounts.PASSWORD);
        press(stage, "ask-go");
    }

    private static void changeRole(Stage stage) {
        select(stage, "#team-members .table-view", 1);
        stage.session().commands().find("team.edit").ifPresent(Command::run);
    }

    private static void revokeKey(Stage stage) {
        select(stage, "#team-keys .table-view", 0);
        stage.session().commands().find("team.delete").ifPresent(Command::run);
    }

    private static void signIn(Stage stage) {
        new SignInPane(
                        stage.session(),
                        KeyVaults.inFile(Path.of(System.getProperty("java.io.tmpdir"), "runlater-pictures")),
                        stage.session().background(),
                        _ -> {})
                .open();
    }

    private static void signInByBrowser(Stage stage) {
        signIn(stage);
        press(stage, "browser-go");
    }

    private static void newCredential(Stage stage, int type) {
        press(stage, "team-new-credential");
        pressSegment(stage, "credential-type", type);
        write(stage, "credential-name", "shipping");
    }

    private static void editCredential(Stage stage) {
        select(stage, "#team-credentials .table-view", 0);
        stage.session().commands().find("team.edit").ifPresent(Command::run);
    }

    private static void deleteCredential(Stage stage) {
        select(stage, "#team-credentials .table-view", 3);
        stage.session().commands().find("team.delete").ifPresent(Command::run);
    }

    private static void select(Stage stage, String table, int row) {
        if (stage.scene().lookup(table) instanceof TableView<?> found) {
            found.getSelectionModel().select(row);
        }
    }

    private static void purge(Stage stage) {
        stage.session().commands().find("queues.purge").ifPresent(Command::run);
    }

    private static void write(Stage stage, String id, String text) {
        if (stage.scene().lookup("#" + id) instanceof TextInputControl field) {
            field.setText(text);
        }
    }

    private static void pressSegment(Stage stage, String id, int index) {
        if (stage.scene().lookup("#" + id) instanceof HBox segments
                && segments.getChildren().get(index) instanceof ToggleButton toggle) {
            toggle.fire();
        }
    }

    private static void press(Stage stage, String id) {
        if (stage.scene().lookup("#" + id) instanceof ButtonBase button) {
            button.fire();
        }
    }
}

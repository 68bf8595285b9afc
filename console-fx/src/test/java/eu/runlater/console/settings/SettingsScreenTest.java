package eu.runlater.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.engine.Screens;
import eu.runlater.console.engine.ScriptedAccounts;
import eu.runlater.console.engine.Stage;
import eu.runlater.console.ui.Appearance;
import java.time.ZoneOffset;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class SettingsScreenTest extends Screens {
    private final ScriptedAccounts accounts = ScriptedAccounts.of(engine, NOW).company();

    private TextField field(String name) {
        return robot.lookup("#settings-" + name).query();
    }

    @Test
    void ctrl_comma_goes_there_and_a_change_is_saved_by_key_and_undone() throws Exception {
        night.tell(engine);
        open("executions");
        press(KeyCode.CONTROL, KeyCode.COMMA);
        until(() -> shows("#settings-name") && field("name").getText().equals("Acme"));
        robot.interact(() -> field("retention_days").setText("14"));
        press(KeyCode.CONTROL, KeyCode.ENTER);
        until(() -> accounts.organization().retentionDays() == 14);
        until(() -> reads("Settings saved"));
        robot.interact(() -> robot.lookup("#settings").query().requestFocus());
        robot.interact(() -> robot.lookup("#settings-appearance .toggle-button")
                .queryAllAs(ToggleButton.class)
                .iterator()
                .next()
                .requestFocus());
        press(KeyCode.Z);
        until(() -> accounts.organization().retentionDays() == 90);
    }

    @Test
    void a_viewer_sees_them_and_why_they_cannot_be_changed() throws Exception {
        accounts.as("viewer");
        open("settings");
        until(() -> reads("This needs the role “admin”; yours is “viewer”."));
        assertThat(field("name").isEditable()).isFalse();
        assertThat(field("name").getText()).isEqualTo("Acme");
    }

    @Test
    void how_one_likes_the_console_is_applied_at_once() throws Exception {
        Stage stage = open("settings");
        until(() -> shows("#settings-appearance"));
        robot.interact(() -> robot.lookup("#settings-appearance .toggle-button").queryAllAs(ToggleButton.class).stream()
                .skip(2)
                .findFirst()
                .orElseThrow()
                .fire());
        assertThat(stage.session().preferences().appearanceProperty().get()).isEqualTo(Appearance.Choice.DARK);
        robot.interact(() -> robot.lookup("#settings-utc")
                .<atlantafx.base.controls.ToggleSwitch>query()
                .setSelected(true));
        assertThat(stage.session().times().zoneProperty().get()).isEqualTo(ZoneOffset.UTC);
    }
}

package eu.runlater.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.shell.Place;
import eu.runlater.console.ui.Appearance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void what_was_chosen_survives_a_restart() {
        PreferencesFile file = new PreferencesFile(folder);
        file.preferences().appearanceProperty().set(Appearance.Choice.DARK);
        file.preferences().utcProperty().set(true);
        file.preferences().lastPlaces().put("prod", "runlater://prod/executions?q=status:failed");
        file.windowWas(1_500, 900);
        PreferencesFile again = new PreferencesFile(folder);
        assertThat(again.preferences().appearanceProperty().get()).isEqualTo(Appearance.Choice.DARK);
        assertThat(again.preferences().utcProperty().get()).isTrue();
        assertThat(again.preferences().lastPlace("prod"))
                .contains(Place.of("prod", "executions").with("q", "status:failed"));
        assertThat(again.width(1)).isEqualTo(1_500);
    }

    @Test
    void a_broken_file_falls_back_and_is_kept() throws Exception {
        Files.writeString(folder.resolve("preferences.json"), "{\"appearance\": [1,2");
        PreferencesFile file = new PreferencesFile(folder);
        assertThat(file.setAside().orElseThrow()).exists();
        assertThat(file.preferences().appearanceProperty().get()).isEqualTo(Appearance.Choice.SYSTEM);
    }

    @Test
    void values_of_a_newer_version_do_no_harm() throws Exception {
        Files.writeString(
                folder.resolve("preferences.json"), "{\"appearance\":\"SEPIA\",\"width\":1,\"tabs\":{\"a\":1}}");
        PreferencesFile file = new PreferencesFile(folder);
        assertThat(file.setAside()).isEmpty();
        assertThat(file.width(1_000)).isEqualTo(640);
    }

    @Test
    void each_system_has_its_own_place() {
        Path home = Path.of("/home/kari");
        assertThat(ConsoleFolder.of(Map.of(), "Linux", home)).isEqualTo(home.resolve(".config/runlater"));
        assertThat(ConsoleFolder.of(Map.of("XDG_CONFIG_HOME", "/x"), "Linux", home))
                .isEqualTo(Path.of("/x/runlater"));
        assertThat(ConsoleFolder.of(Map.of(), "Mac OS X", home))
                .isEqualTo(home.resolve("Library/Application Support/Runlater"));
        assertThat(ConsoleFolder.of(Map.of("APPDATA", "/r"), "Windows 11", home))
                .isEqualTo(Path.of("/r/Runlater"));
        assertThat(ConsoleFolder.of(Map.of("RUNLATER_CONSOLE_DIR", "/own"), "Linux", home))
                .isEqualTo(Path.of("/own"));
    }
}

package eu.runlater.console.connect;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.shell.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {
    private static final Profile PROD =
            Profile.withKey("prod", "https://engine.acme.test", Profile.Colour.RED, true, false);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void profiles_survive_a_restart_and_keep_their_order() {
        Profiles profiles = new Profiles(folder);
        Profile staging = Profile.withKey("staging", "https://s.acme.test", Profile.Colour.TEAL, false, true);
        profiles.put(null, PROD);
        profiles.put(null, staging);
        Profile renamed = Profile.withKey("prod-eu", PROD.url(), Profile.Colour.RED, true, false);
        profiles.put(PROD, renamed);
        assertThat(new Profiles(folder).list()).containsExactly(renamed, staging);
        profiles.remove(staging);
        assertThat(new Profiles(folder).find("staging")).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_read_is_kept_and_the_console_starts() throws Exception {
        Files.writeString(folder.resolve("profiles.json"), "[{\"name\": oops");
        Profiles profiles = new Profiles(folder);
        assertThat(profiles.list()).isEmpty();
        Path aside = profiles.setAside().orElseThrow();
        assertThat(Files.readString(aside)).contains("oops");
        profiles.put(null, PROD);
        assertThat(new Profiles(folder).list()).containsExactly(PROD);
        assertThat(aside).exists();
    }
}

package eu.runlater.console.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.runlater.console.connect.KeyVault.VaultFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVaultTest {
    @TempDir
    private Path folder = Path.of("");

    private FileVault vault() {
        return new FileVault(folder);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void keeps_a_key_across_starts() throws VaultFailure {
        vault().write("prod", "sk_live_one");
        vault().write("staging", "sk_live_two");
        assertThat(vault().read("prod")).contains("sk_live_one");
        vault().delete("prod");
        assertThat(vault().read("prod")).isEmpty();
        assertThat(vault().read("staging")).contains("sk_live_two");
    }

    @Test
    void no_file_holds_the_key_in_the_clear_and_only_the_owner_reads_them() throws Exception {
        vault().write("prod", "sk_live_one");
        assertThat(files()).hasSize(2);
        for (Path file : files()) {
            assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("sk_live_one");
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void a_sealed_text_opens_only_under_its_own_name() throws Exception {
        vault().write("prod", "sk_live_one");
        Path keys = folder.resolve("keys.json");
        Files.writeString(keys, Files.readString(keys).replace("\"prod\"", "\"evil\""));
        assertThatThrownBy(() -> vault().read("evil")).isInstanceOf(VaultFailure.class);
    }

    @Test
    void damage_is_said_and_no_other_key_is_lost_by_it() throws Exception {
        vault().write("prod", "sk_live_one");
        Files.writeString(folder.resolve("keys.json"), "{broken");
        assertThatThrownBy(() -> vault().read("prod"))
                .isInstanceOf(VaultFailure.class)
                .hasMessageContaining("keys.json");
        assertThatThrownBy(() -> vault().write("other", "k")).isInstanceOf(VaultFailure.class);
        assertThat(Files.readString(folder.resolve("keys.json"))).isEqualTo("{broken");
    }

    @Test
    void says_plainly_that_the_system_has_no_key_ring() {
        assertThat(vault().place()).contains("no key ring").contains("keys.json");
    }
}

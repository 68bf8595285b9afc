package eu.runlater.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.runlater.engine.runtime.StartRefused;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestEngine;
import eu.runlater.engine.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class OrganizationCipherTest {
    private static final String ONE =
            Base64.getEncoder().encodeToString("1".repeat(32).getBytes(StandardCharsets.US_ASCII));
    private static final String TWO =
            Base64.getEncoder().encodeToString("2".repeat(32).getBytes(StandardCharsets.US_ASCII));
    private static final byte[] PLAIN = "patient 4711 is \u00fc\u0000ber".getBytes(StandardCharsets.UTF_8);

    private final VitalDatabase database;
    private final JdbcClient jdbc;
    private final UUID organization = UUID.randomUUID();
    private final UUID row = UUID.randomUUID();

    OrganizationCipherTest(VitalDatabase database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    @AfterEach
    void forgetKeys() {
        // The shared engine has no master key and must be able to start again.
        jdbc.sql("delete from data_key").update();
    }

    @Test
    void without_a_key_payloads_are_marked_and_kept_plain() {
        PayloadCipher cipher = cipher("");

        byte[] stored = cipher.seal(organization, row, PLAIN);

        assertThat(stored).startsWith(0).hasSize(PLAIN.length + 1);
        assertThat(cipher.open(organization, row, stored)).isEqualTo(PLAIN);
        assertThat(cipher.sealOptional(organization, row, null)).isNull();
    }

    @Test
    void a_sealed_payload_opens_only_for_its_organization_and_row_and_unaltered() {
        PayloadCipher cipher = cipher(ONE);
        byte[] sealed = cipher.seal(organization, row, PLAIN);

        assertThat(cipher.open(organization, row, sealed)).isEqualTo(PLAIN);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("patient");
        assertThat(cipher.seal(organization, row, PLAIN)).isNotEqualTo(sealed);
        assertThatThrownBy(() -> cipher.open(organization, UUID.randomUUID(), sealed))
                .hasMessageContaining("altered or moved");
        assertThatThrownBy(() -> cipher.open(UUID.randomUUID(), row, sealed)).isInstanceOf(IllegalStateException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> cipher.open(organization, row, sealed)).hasMessageContaining("altered or moved");
    }

    @Test
    void payloads_from_before_the_key_was_set_still_open() {
        byte[] plain = cipher("").seal(organization, row, PLAIN);

        assertThat(cipher(ONE).open(organization, row, plain)).isEqualTo(PLAIN);
    }

    @Test
    void a_start_without_the_key_or_with_another_one_is_refused() {
        cipher(ONE).seal(organization, row, PLAIN);

        assertThatThrownBy(() -> cipher("")).isInstanceOf(StartRefused.class).hasMessageContaining("is not set");
        assertThatThrownBy(() -> cipher(TWO)).isInstanceOf(StartRefused.class).hasMessageContaining("another key");
    }

    @Test
    void a_new_key_takes_over_without_touching_payloads() {
        byte[] sealed = cipher(ONE).seal(organization, row, PLAIN);

        cipher(TWO + "," + ONE);

        assertThat(cipher(TWO).open(organization, row, sealed)).isEqualTo(PLAIN);
    }

    private PayloadCipher cipher(String keys) {
        return new OrganizationCipher(
                new MasterKeys(TestEngine.settings(TestPostgres.url(), Map.of("RUNLATER_ENCRYPTION_KEY", keys))),
                database);
    }
}

package eu.runlater.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.runlater.engine.runtime.StartRefused;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
    @Test
    void without_any_setting_the_defaults_hold() {
        Settings settings = Settings.of(Map.of("PATH", "/bin"));

        assertThat(settings.port()).isEqualTo(8480);
        assertThat(settings.managementPort()).isEqualTo(8481);
        assertThat(settings.managementBind().isLoopbackAddress()).isTrue();
        assertThat(settings.databaseUrl()).isEmpty();
        assertThat(settings.workers()).isEqualTo(new Settings.Workers(2, 256));
        assertThat(settings.egressAllow()).isEmpty();
        assertThat(settings.durability()).isEqualTo(Settings.Durability.STRICT);
        assertThat(settings.limits()).isEqualTo(new Settings.Limits(1 << 20, 8 << 20, 256 << 10, 1 << 20));
    }

    @Test
    void a_flag_wins_over_its_variable_in_both_spellings() {
        Map<String, String> environment = Map.of("RUNLATER_PORT", "1000", "RUNLATER_MANAGEMENT_PORT", "1001");

        Settings settings = SettingsReader.read(environment, List.of("--port", "2000", "--management-port=2001"));

        assertThat(settings.port()).isEqualTo(2000);
        assertThat(settings.managementPort()).isEqualTo(2001);
    }

    @Test
    void an_empty_value_means_none() {
        assertThat(Settings.of(Map.of("RUNLATER_EGRESS_ALLOW", "")).egressAllow())
                .isEmpty();
        assertThat(Settings.of(Map.of("RUNLATER_DATABASE_URL", " ")).databaseUrl())
                .isEmpty();
    }

    @Nested
    class Refused {
        @ParameterizedTest
        @CsvSource({
            "RUNLATER_PROT, RUNLATER_PORT",
            "RUNLATER_DATABSE_URL, RUNLATER_DATABASE_URL",
            "RUNLATER_WORKER_MAX, RUNLATER_WORKERS_MAX",
            "RUNLATER_EGRESS_ALLOWED, RUNLATER_EGRESS_ALLOW"
        })
        void an_unknown_variable_is_refused_with_the_nearest_name(String given, String meant) {
            assertThatThrownBy(() -> Settings.of(Map.of(given, "1")))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(given + " is not a setting; did you mean " + meant + "?");
        }

        @Test
        void all_faults_are_reported_together() {
            assertThatThrownBy(() -> SettingsReader.read(
                            Map.of("RUNLATER_PORT", "abc", "RUNLATER_DURABILITY", "maybe"),
                            List.of("--retention-days", "0", "--prot", "1", "extra")))
                    .hasMessageContaining("5 settings are not acceptable")
                    .hasMessageContaining("RUNLATER_PORT must be a whole number within 0-65535: \"abc\" is none")
                    .hasMessageContaining("RUNLATER_DURABILITY must be strict or relaxed: \"maybe\" is neither")
                    .hasMessageContaining("--retention-days must be a whole number within 1-3650: 0 is outside")
                    .hasMessageContaining("--prot is not a setting; did you mean --port?")
                    .hasMessageContaining("\"extra\" is not a flag");
        }

        @Test
        void a_secret_is_never_quoted() {
            assertThatThrownBy(() -> Settings.of(Map.of(
                            "RUNLATER_DATABASE_URL", "mysql://root:hunter2@db/x",
                            "RUNLATER_BOOTSTRAP_API_KEY", "sk_live_hunter2",
                            "RUNLATER_BOOTSTRAP_WEBHOOK_SECRET", "whsec_hunter2hunter2==",
                            "RUNLATER_ENCRYPTION_KEY", "hunter2hunter2==",
                            "RUNLATER_SMTP_URL", "http://u:hunter2@mail")))
                    .hasMessageContaining("5 settings")
                    .extracting(Throwable::getMessage)
                    .asString()
                    .doesNotContain("hunter2");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "127.0.0.1/32",
                    "10.0.0.0/7:80",
                    "fd00::/31:80",
                    "169.254.169.254/32:80",
                    "fd00:ec2::254/128:80",
                    "fd00::/8:80",
                    "10.0.0.1/8:80",
                    "10.0.0.0/8:0",
                    "10.0.0.0/8:70000",
                    "10.0.0.0/8:90-80",
                    "999.0.0.1/32:80",
                    "host name:80"
                })
        void an_egress_entry_that_opens_too_much_or_means_nothing(String entry) {
            assertThatThrownBy(() -> Settings.of(Map.of("RUNLATER_EGRESS_ALLOW", entry)))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("RUNLATER_EGRESS_ALLOW");
        }

        @Test
        void fewer_workers_at_most_than_at_least() {
            assertThatThrownBy(() -> Settings.of(Map.of("RUNLATER_WORKERS_MIN", "9", "RUNLATER_WORKERS_MAX", "3")))
                    .hasMessageContaining("RUNLATER_WORKERS_MIN (9) is above RUNLATER_WORKERS_MAX (3)");
        }
    }

    @Test
    void the_allow_list_opens_exactly_its_addresses_and_ports() throws Exception {
        List<EgressAllowance> allow = Settings.of(
                        Map.of("RUNLATER_EGRESS_ALLOW", "127.0.0.1/32:1024-2000, [::1]/128:80,localhost:1024-2000"))
                .egressAllow();

        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        assertThat(allow.get(0).allows(loopback, 1024)).isTrue();
        assertThat(allow.get(0).allows(loopback, 2001)).isFalse();
        assertThat(allow.get(0).allows(InetAddress.ofLiteral("127.0.0.2"), 1024))
                .isFalse();
        assertThat(allow.get(1).allows(InetAddress.ofLiteral("::1"), 80)).isTrue();
        assertThat(allow.get(2).allowsName("LOCALHOST", 1500)).isTrue();
        assertThat(allow.get(2).allows(loopback, 1500)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://u:p%40ss@db/app|jdbc:postgresql://db/app|u|p@ss",
                "postgres://u@db:5433/app?sslmode=require|jdbc:postgresql://db:5433/app?sslmode=require|u|",
                "jdbc:postgresql://db/app?user=u&password=p+x%2By|jdbc:postgresql://db/app|u|p x+y",
                "postgresql://u:p@a:5432,b/app?target_session_attrs=read-write"
                        + "|jdbc:postgresql://a:5432,b/app?targetServerType=primary|u|p",
                "postgresql://[::1]:5432/app|jdbc:postgresql://[::1]:5432/app||"
            })
    void a_database_url_is_read_in_both_forms(String given, String jdbcUrl, String user, String password) {
        DatabaseUrl url = Settings.of(Map.of("RUNLATER_DATABASE_URL", given))
                .databaseUrl()
                .orElseThrow();

        assertThat(url.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(url.user()).isEqualTo(user);
        assertThat(url.password() == null ? null : url.password().text()).isEqualTo(password);
        assertThat(url.toString()).doesNotContain("p@ss");
    }

    @Test
    void several_encryption_keys_keep_their_order() {
        String first = Base64.getEncoder().encodeToString(new byte[32]);
        String second = Base64.getEncoder().encodeToString("x".repeat(32).getBytes(StandardCharsets.US_ASCII));

        List<Secret> keys = Settings.of(Map.of("RUNLATER_ENCRYPTION_KEY", first + "," + second))
                .encryptionKeys();

        assertThat(keys).hasSize(2);
        assertThat(keys.getFirst().bytes()).containsOnly(0);
        assertThat(keys.toString()).doesNotContain(first);
    }

    @Test
    void the_help_names_every_setting() {
        for (Setting setting : Setting.values()) {
            assertThat(SettingsReader.help()).contains(setting.flag(), setting.variable(), setting.help());
        }
    }
}

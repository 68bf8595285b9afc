package eu.runlater.engine.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.runlater.engine.runtime.StartRefused;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestApi;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// An installation whose operator has set up no provider, or half of one.
@EngineTest
class OidcAbsentTest {
    private final TestApi api;

    OidcAbsentTest(TestApi api) {
        this.api = api;
    }

    @Test
    void it_says_that_there_is_none() {
        assertThat(api.get(null, "/api/v1/session/oidc")
                        .json()
                        .at("/data/enabled")
                        .asBoolean())
                .isFalse();
        assertThat(api.post(null, "/api/v1/session/oidc/start", "{}").status()).isEqualTo(404);
        assertThat(api.get(null, "/api/v1/session/oidc/callback?state=x&code=y").status())
                .isEqualTo(404);
        assertThat(api.post(null, "/api/v1/session/oidc/poll", "{\"poll_secret\":\"x\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void half_of_the_settings_is_a_fault_that_names_the_rest() {
        assertThatThrownBy(() -> Settings.of(Map.of("RUNLATER_OIDC_ISSUER", "https://login.example")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("RUNLATER_OIDC_CLIENT_ID is missing")
                .hasMessageContaining("RUNLATER_OIDC_CLIENT_SECRET is missing")
                .hasMessageContaining("RUNLATER_PUBLIC_URL is missing");
    }
}

package eu.runlater.engine.executions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretHeadersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "proxy-authorization",
                "Cookie",
                "Set-Cookie",
                "X-Api-Key",
                "x-auth-token",
                "X-Access-Key",
                "Ocp-Apim-Subscription-Key",
                "X-Hub-Signature-256",
                "webhook-signature",
                "X-Runlater-Signature",
                "X-Client-Secret",
                "MyTokenHeader",
                "x_password",
                "X-Session-Id",
                "apikey",
                "X-Goog-Credential",
            })
    void secrets_are_known_by_their_names(String name) {
        assertThat(SecretHeaders.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type", "Idempotency-Key", "WWW-Authenticate", "Author", "X-Keyboard", "User-Agent",
                        "webhook-id",
                "webhook-timestamp", "X-Runlater-Task-Id", "ETag", "Location", "X-Monkey", "Surrogate-Key",
                        "Accept-Encoding",
            })
    void ordinary_headers_are_shown(String name) {
        assertThat(SecretHeaders.isSecret(name)).isFalse();
    }
}

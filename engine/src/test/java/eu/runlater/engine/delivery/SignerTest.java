package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignerTest {
    private static final byte[] BODY = "{\"hello\":\"wörld\"}".getBytes(StandardCharsets.UTF_8);
    private static final String ID = "run_0198f2a0";
    private static final String TIMESTAMP = "1767225600";

    private final SigningSecret old = Client.SECRET;
    private final SigningSecret newer = SigningSecret.random(new SecureRandom());

    @Test
    void the_published_vector_comes_out() {
        assertThat(Signer.bodySignature(old, BODY))
                .isEqualTo("sha256=3003739f73abf4fefccd49a19dd1637d9f320999478d02bf97978b0570b627f5");
        assertThat(Signer.webhookSignatures(List.of(old), ID, TIMESTAMP, BODY))
                .isEqualTo("v1,zvdcF1SWYrwBfiee9mVGdVtNB7DzQbSvTb/JEVlyT5Q=");
    }

    @Test
    void the_older_vector_comes_out() {
        byte[] mac = SigningSecret.keyed("key".getBytes(StandardCharsets.UTF_8))
                .doFinal("test".getBytes(StandardCharsets.UTF_8));

        assertThat(HexFormat.of().formatHex(mac))
                .isEqualTo("02afb56304902c656fcb737cdd03de6205bb6d401da2812efd9b2d36a08af159");
    }

    @Test
    void signing_again_gives_the_same() {
        String first = Signer.bodySignature(old, BODY);
        Signer.bodySignature(old, new byte[5]);

        assertThat(Signer.bodySignature(old, BODY)).isEqualTo(first);
    }

    @Test
    void while_a_rotation_lasts_both_secrets_sign_and_the_single_header_keeps_the_old_one() {
        List<Header> headers =
                Signer.sign(List.of(newer, old), Tasks.TASK, Tasks.EXECUTION, Tasks.RUN, Tasks.NOW, BODY);

        String id = Tasks.RUN.toString();
        String at = Long.toString(Tasks.NOW.getEpochSecond());
        assertThat(headers)
                .containsExactly(
                        new Header("X-Runlater-Task-Id", Tasks.TASK.toString()),
                        new Header("X-Runlater-Execution-Id", Tasks.EXECUTION.toString()),
                        new Header("X-Runlater-Signature", Signer.bodySignature(old, BODY)),
                        new Header("webhook-id", id),
                        new Header("webhook-timestamp", at),
                        new Header(
                                "webhook-signature",
                                Signer.webhookSignatures(List.of(newer), id, at, BODY)
                                        + " "
                                        + Signer.webhookSignatures(List.of(old), id, at, BODY)));
    }

    @Test
    void a_new_secret_has_32_random_bytes() {
        assertThat(newer.reveal()).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(newer.reveal().substring(6))).hasSize(32);
        assertThat(SigningSecret.random(new SecureRandom()).reveal()).isNotEqualTo(newer.reveal());
    }

    @Test
    void a_secret_does_not_show_itself_by_accident() {
        assertThat(newer.toString()).isEqualTo("whsec_…");
    }

    @Test
    void what_is_no_secret_is_refused() {
        for (String text : List.of("", "whsec_", "0123", "whsec_äöü", "whsec_a b")) {
            assertThatThrownBy(() -> SigningSecret.of(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

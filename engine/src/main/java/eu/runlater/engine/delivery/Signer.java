package eu.runlater.engine.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;

/// Makes the headers by which a target knows that a call is ours and unchanged (G-SIG-1): the three `x-runlater-*` ones
/// and the Standard Webhooks set. The bytes signed are the bytes sent. Pure, any thread.
final class Signer {
    private Signer() {}

    /// The names and signatures of one attempt.
    ///
    /// @param secrets newest first; two while a rotation's overlap lasts (G-SIG-3): both sign the Standard Webhooks
    ///     header, which has room for several, and the older one signs `x-runlater-signature`, which has not
    static List<Header> sign(
            List<SigningSecret> secrets, UUID taskId, UUID executionId, UUID runId, Instant at, byte[] body) {
        String id = runId.toString();
        String timestamp = Long.toString(at.getEpochSecond());
        return List.of(
                new Header("X-Runlater-Task-Id", taskId.toString()),
                new Header("X-Runlater-Execution-Id", executionId.toString()),
                new Header("X-Runlater-Signature", bodySignature(secrets.getLast(), body)),
                new Header("webhook-id", id),
                new Header("webhook-timestamp", timestamp),
                new Header("webhook-signature", webhookSignatures(secrets, id, timestamp, body)));
    }

    static String bodySignature(SigningSecret secret, byte[] body) {
        return "sha256=" + HexFormat.of().formatHex(secret.textMac().doFinal(body));
    }

    static String webhookSignatures(List<SigningSecret> secrets, String id, String timestamp, byte[] body) {
        StringBuilder all = new StringBuilder(48 * secrets.size());
        for (SigningSecret secret : secrets) {
            all.append(all.isEmpty() ? "v1," : " v1,").append(webhookSignature(secret, id, timestamp, body));
        }
        return all.toString();
    }

    private static String webhookSignature(SigningSecret secret, String id, String timestamp, byte[] body) {
        Mac mac = secret.webhookMac();
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.US_ASCII));
        return Base64.getEncoder().encodeToString(mac.doFinal(body));
    }
}

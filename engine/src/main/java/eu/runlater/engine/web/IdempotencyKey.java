package eu.runlater.engine.web;

import eu.runlater.engine.intake.Submission;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// What makes a repeated request the same request (G-IDM-1): method, path, the client's key, and the SHA-256 of the
/// body's bytes.
public record IdempotencyKey(String method, String path, String key, byte[] fingerprint) {
    private static final int MAX_LENGTH = 255;

    /// The key of a request, or nothing when it has none; an empty one counts as none.
    ///
    /// @throws ApiProblem 400 when the key is not 1–255 visible ASCII characters
    public static @Nullable IdempotencyKey of(HttpServletRequest request, byte[] body) {
        String key = request.getHeader("Idempotency-Key");
        if (key == null || key.isEmpty()) {
            return null;
        }
        check(key);
        return new IdempotencyKey(request.getMethod(), request.getServletPath(), key, sha256(body));
    }

    /// The claim that stores an answer in the same transaction as the work.
    public Submission.IdempotencyClaim claim(Answer answer) {
        return new Submission.IdempotencyClaim(method, path, key, fingerprint, answer.status(), answer.body());
    }

    static ApiProblem mismatch() {
        return ApiProblem.of(
                422,
                "idempotency_mismatch",
                "This Idempotency-Key was used in the last 24 hours with another body. Nothing was done; "
                        + "use a new key for new work.");
    }

    private static void check(String key) {
        boolean visible = key.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        if (key.length() > MAX_LENGTH || !visible) {
            throw ApiProblem.badRequest("Idempotency-Key must be 1 to " + MAX_LENGTH
                    + " visible ASCII characters without spaces, for example a UUID.");
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}

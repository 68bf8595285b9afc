package eu.runlater.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an http monitor calls and expects, and what it last saw.
///
/// @param expectedStatusCodes such as `200, 204`; absent = 200–299
/// @param expectedBodyPattern text that the answer must contain
/// @param expectedJson a field of the answer, such as `status` or `db.state`, and the value it must have
/// @param maxResponseMs slower is a failure
/// @param tlsDaysLeft a certificate that ends sooner is a failure
/// @param confirmations failures in a row that make it down
/// @param failures in a row so far
/// @param certificateUntil when the certificate it last showed ends
public record ProbeView(
        String url,
        String method,
        Map<String, String> headers,
        @Nullable String body,
        int timeoutMs,
        @Nullable String expectedStatusCodes,
        @Nullable String expectedBodyPattern,
        @Nullable ExpectedJson expectedJson,
        @Nullable Integer maxResponseMs,
        @Nullable Integer tlsDaysLeft,
        int confirmations,
        int failures,
        @Nullable Instant certificateUntil) {
    public ProbeView {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers)); // in the order they were set
    }

    /// @param field names separated by dots
    public record ExpectedJson(String field, String equals) {}
}

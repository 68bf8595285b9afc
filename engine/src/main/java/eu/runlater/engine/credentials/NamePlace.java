package eu.runlater.engine.credentials;

import eu.runlater.engine.web.ApiProblem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A place in the list of credentials, which is ordered by name; its text is the cursor.
record NamePlace(String name, UUID id) {
    private static final NamePlace START = new NamePlace("", new UUID(0, 0));
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    static NamePlace of(Credential credential) {
        return new NamePlace(credential.name().toLowerCase(Locale.ROOT), credential.id());
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((id + " " + name).getBytes(StandardCharsets.UTF_8));
    }

    /// @throws ApiProblem 400 for a text that no list has given out
    static NamePlace parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return START;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            return new NamePlace(plain.substring(37).replace("\0", ""), UUID.fromString(plain.substring(0, 36)));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException _) {
            throw ApiProblem.badRequest("\"cursor\" must be a next_cursor of an earlier page, unchanged.");
        }
    }

    /// As api.md §4 has it: 50 unless a number says otherwise, 100 at most.
    static int limit(@Nullable String text) {
        try {
            int wanted = text == null ? DEFAULT_LIMIT : Integer.parseInt(text);
            return wanted <= 0 ? DEFAULT_LIMIT : Math.min(wanted, MAX_LIMIT);
        } catch (NumberFormatException _) {
            return DEFAULT_LIMIT;
        }
    }
}

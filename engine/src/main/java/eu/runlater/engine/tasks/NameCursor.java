package eu.runlater.engine.tasks;

import eu.runlater.engine.web.ApiProblem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A place in the list of recurring tasks, which is ordered by name.
record NameCursor(String name, UUID id) {
    private static final NameCursor START = new NameCursor("", new UUID(0, 0));

    static NameCursor of(String name, UUID id) {
        return new NameCursor(name.toLowerCase(Locale.ROOT), id);
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((id + " " + name).getBytes(StandardCharsets.UTF_8));
    }

    /// @throws ApiProblem 400 for a text that no list has given out
    static NameCursor parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return START;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            return new NameCursor(plain.substring(37).replace("\0", ""), UUID.fromString(plain.substring(0, 36)));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException _) {
            throw ApiProblem.badRequest("\"cursor\" must be a next_cursor of an earlier page, unchanged.");
        }
    }
}

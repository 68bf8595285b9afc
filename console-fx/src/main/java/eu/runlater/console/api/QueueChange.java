package eu.runlater.console.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// New values for some of a queue's settings.
///
/// @param version of the queue as it was seen; the engine refuses an older one
/// @param settings field → value as the API calls them; a null takes the setting away
public record QueueChange(int version, Map<String, @Nullable Object> settings) {
    public QueueChange {
        settings = new LinkedHashMap<>(settings);
    }

    Map<String, @Nullable Object> body() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>(settings);
        body.put("version", version);
        return body;
    }
}

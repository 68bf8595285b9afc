package eu.runlater.console.shell;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Somewhere in the console, written as an address: `runlater://prod-eu/executions?q=status:failed&sel=<id>`. What
/// a screen needs to show the same thing again is in the parameters, so that places can be linked, remembered and
/// gone back to.
public record Place(String profile, String room, SequencedMap<String, String> parameters) {
    private static final String SCHEME = "runlater://";

    public Place {
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }

    public static Place of(String profile, String room) {
        return new Place(profile, room, new LinkedHashMap<>());
    }

    /// The parameter's value; empty when it is not set.
    public String get(String name) {
        return parameters.getOrDefault(name, "");
    }

    /// The same place with one parameter more, replaced or, with null or an empty value, taken away.
    public Place with(String name, @Nullable String value) {
        SequencedMap<String, String> next = new LinkedHashMap<>(parameters);
        if (value == null || value.isEmpty()) {
            next.remove(name);
        } else {
            next.put(name, value);
        }
        return new Place(profile, room, next);
    }

    /// The address.
    @Override
    public String toString() {
        String query = parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return SCHEME + encode(profile).replace("/", "%2F") + "/" + encode(room) + (query.isEmpty() ? "" : "?" + query);
    }

    /// Reads an address; empty when it is none.
    public static Optional<Place> parse(String address) {
        String text = address.strip();
        if (!text.startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            URI.create(text);
            String rest = text.substring(SCHEME.length());
            int question = rest.indexOf('?');
            String path = question < 0 ? rest : rest.substring(0, question);
            int slash = path.indexOf('/');
            String profile = decode(slash < 0 ? path : path.substring(0, slash));
            String room = slash < 0 ? "" : decode(path.substring(slash + 1));
            SequencedMap<String, String> parameters = new LinkedHashMap<>();
            if (question >= 0) {
                for (String pair : rest.substring(question + 1).split("&")) {
                    int equals = pair.indexOf('=');
                    if (equals > 0) {
                        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                    }
                }
            }
            return profile.isEmpty() ? Optional.empty() : Optional.of(new Place(profile, room, parameters));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Whether it is the same room of the same profile, whatever is shown in it.
    public boolean sameRoom(Place other) {
        return profile.equals(other.profile) && room.equals(other.room);
    }

    private static String encode(String text) {
        // What a query is full of stays readable; a space as + would not survive every mail program.
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":")
                .replace("%2C", ",")
                .replace("%2F", "/");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}

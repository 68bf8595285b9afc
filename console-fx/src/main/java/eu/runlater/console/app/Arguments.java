package eu.runlater.console.app;

import eu.runlater.console.api.Access;
import eu.runlater.console.shell.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the console is started with. The key is better given as `RUNLATER_CONSOLE_KEY`: arguments can be read by
/// everybody on the machine.
///
/// @param url an engine to open at once, without a stored profile
/// @param profile a stored profile to open at once
/// @param place a link to open at once
record Arguments(
        @Nullable String url,
        @Nullable String key,
        @Nullable String profile,
        @Nullable Place place) {
    static final String USAGE = """
            Usage: runlater console [--url ADDRESS] [--profile NAME] [runlater://PROFILE/PLACE]

              --url ADDRESS       open this engine; its key comes from RUNLATER_CONSOLE_KEY (or --key)
              --key KEY           the key for --url; other users of this machine can see arguments
              --profile NAME      open a stored profile
              runlater://…        open a link
              --help              this text

            RUNLATER_CONSOLE_DIR  where profiles and preferences are kept
            RUNLATER_CONSOLE_VAULT=file  keep keys in an encrypted file even where the system has a key ring
            """;

    /// They cannot be understood; the message says why.
    static final class Misunderstood extends Exception {
        private static final long serialVersionUID = 1L;

        Misunderstood(String message) {
            super(message);
        }
    }

    static Arguments parse(List<String> given, Map<String, String> environment) throws Misunderstood {
        String url = null;
        String key = environment.get("RUNLATER_CONSOLE_KEY");
        String profile = null;
        Place place = null;
        for (int i = 0; i < given.size(); i++) {
            String argument = given.get(i);
            if (argument.startsWith("runlater://")) {
                place = Place.parse(argument).orElseThrow(() -> new Misunderstood("not a link: " + argument));
                continue;
            }
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!List.of("--url", "--key", "--profile").contains(name)) {
                throw new Misunderstood("unknown argument: " + name);
            }
            String value = equals >= 0 ? argument.substring(equals + 1) : i + 1 < given.size() ? given.get(++i) : "";
            if (value.isEmpty()) {
                throw new Misunderstood(name + " needs a value");
            }
            switch (name) {
                case "--url" -> url = checked(value);
                case "--key" -> key = value;
                default -> profile = value;
            }
        }
        if (url != null && (key == null || key.isBlank())) {
            throw new Misunderstood("--url needs a key: set RUNLATER_CONSOLE_KEY");
        }
        return new Arguments(url, key, profile, place);
    }

    Optional<Place> placeToOpen() {
        return Optional.ofNullable(place);
    }

    private static String checked(String url) throws Misunderstood {
        try {
            return Access.address(url).toString();
        } catch (IllegalArgumentException e) {
            throw new Misunderstood(String.valueOf(e.getMessage()));
        }
    }

    /// Shows no key.
    @Override
    public String toString() {
        return "Arguments[url=" + url + ", profile=" + profile + ", place=" + place + "]";
    }
}

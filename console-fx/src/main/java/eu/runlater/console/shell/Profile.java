package eu.runlater.console.shell;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One engine the console knows. The key, or the token of a session, is kept elsewhere, under the profile's name.
///
/// @param name also the first part of its places' addresses; unique
/// @param colour one of the palette's names, shown as a bar on every screen
/// @param production asks more before anything is done, and tints the header
/// @param readOnly no action is offered at all
/// @param email of the person who signs in; absent = an API key is used
public record Profile(
        String name,
        String url,
        Colour colour,
        boolean production,
        boolean readOnly,
        @Nullable String email) {
    /// The palette; each is a style class `profile-…` with the theme's own colours.
    public enum Colour {
        BLUE,
        GREEN,
        ORANGE,
        RED,
        PURPLE,
        TEAL,
        PINK,
        GREY;

        public String styleClass() {
            return "profile-" + name().toLowerCase(Locale.ROOT);
        }
    }

    /// One that uses an API key.
    public static Profile withKey(String name, String url, Colour colour, boolean production, boolean readOnly) {
        return new Profile(name, url, colour, production, readOnly, null);
    }
}

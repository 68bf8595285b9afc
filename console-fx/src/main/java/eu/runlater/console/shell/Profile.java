package eu.runlater.console.shell;

import java.util.Locale;

/// One engine the console knows. The key is kept elsewhere, under the profile's name.
///
/// @param name also the first part of its places' addresses; unique
/// @param colour one of the palette's names, shown as a bar on every screen
/// @param production asks more before anything is done, and tints the header
/// @param readOnly no action is offered at all
public record Profile(String name, String url, Colour colour, boolean production, boolean readOnly) {
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
}

package eu.runlater.console.shell;

import java.util.function.Function;
import org.kordamp.ikonli.Ikon;

/// An entry of the navigation and how its screen is made.
///
/// @param id the address's first part
/// @param titleKey what it is called
/// @param keys how to go there: `g e`
/// @param group heading above it: `OPERATE`, `DEFINE`, `ADMIN`
public record Room(
        String id,
        String titleKey,
        Ikon icon,
        String keys,
        Group group,
        boolean changes,
        Function<Session, Screen> open) {
    /// The headings, in their order.
    public enum Group {
        OPERATE,
        DEFINE,
        ADMIN
    }

    /// A room one can only use to change something; a read-only profile does not have it.
    public Room changing() {
        return new Room(id, titleKey, icon, keys, group, true, open);
    }

    public static Room of(
            String id, String titleKey, Ikon icon, String keys, Group group, Function<Session, Screen> open) {
        return new Room(id, titleKey, icon, keys, group, false, open);
    }
}

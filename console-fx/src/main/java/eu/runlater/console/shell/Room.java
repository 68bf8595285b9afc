package eu.runlater.console.shell;

import java.util.function.Function;
import org.kordamp.ikonli.Ikon;

/// An entry of the navigation and how its screen is made.
///
/// @param id the address's first part
/// @param titleKey what it is called
/// @param keys how to go there: `g e`
/// @param group heading above it: `OPERATE`, `DEFINE`, `ADMIN`
/// @param least the role one needs to look at it; the others see it with a lock
public record Room(
        String id,
        String titleKey,
        Ikon icon,
        String keys,
        Group group,
        boolean changes,
        Role least,
        Function<Session, Screen> open) {
    /// The headings, in their order.
    public enum Group {
        OPERATE,
        DEFINE,
        ADMIN
    }

    /// A room one can only use to change something; a read-only profile does not have it.
    public Room changing() {
        return new Room(id, titleKey, icon, keys, group, true, least, open);
    }

    /// A room for this role and the ones above it.
    public Room needing(Role role) {
        return new Room(id, titleKey, icon, keys, group, changes, role, open);
    }

    public static Room of(
            String id, String titleKey, Ikon icon, String keys, Group group, Function<Session, Screen> open) {
        return new Room(id, titleKey, icon, keys, group, false, Role.VIEWER, open);
    }
}

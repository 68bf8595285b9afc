package eu.runlater.console.shell;

import eu.runlater.console.ui.Texts;
import java.util.Locale;

/// What somebody may do in an organization; each role also may what the ones before it may.
public enum Role {
    VIEWER,
    MEMBER,
    ADMIN,
    OWNER;

    /// A word that this version does not know counts as the least.
    public static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        return VIEWER;
    }

    public boolean covers(Role least) {
        return compareTo(least) >= 0;
    }

    /// As the API has it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As people read it.
    public String text() {
        return Texts.get("shell.role." + word());
    }
}

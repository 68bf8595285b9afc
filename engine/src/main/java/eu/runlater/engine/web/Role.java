package eu.runlater.engine.web;

import java.util.Locale;

/// What a person may do in an organization (behaviour §24, decision 27), from least to most. A key counts as one of
/// them, too: scope `full` as owner, `read` as viewer.
public enum Role {
    /// Reads; changes nothing but their own sign-in.
    VIEWER,
    /// Works with tasks, queues, endpoints, monitors and status pages.
    MEMBER,
    /// Also members, keys, secrets, credentials, settings and the audit log.
    ADMIN,
    OWNER;

    public boolean atLeast(Role other) {
        return compareTo(other) >= 0;
    }

    /// As stored and shown: `viewer`, `member`, `admin`, `owner`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param word as stored
    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

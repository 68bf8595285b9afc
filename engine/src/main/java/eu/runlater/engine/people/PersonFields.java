package eu.runlater.engine.people;

import eu.runlater.engine.accounts.Passwords;
import eu.runlater.engine.web.Fields;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How fields about people and their secrets are read. What is wrong is noted; no message repeats a secret.
final class PersonFields {
    private static final int ID_LENGTH = 36;

    private PersonFields() {}

    /// A text that must be there; empty when it is not, or wrong.
    static String needed(Fields fields, String field, int maxChars) {
        if (fields.value(field) == null) {
            fields.refuse(field, "is needed");
            return "";
        }
        String text = fields.text(field, maxChars);
        if (text != null && text.isEmpty()) {
            fields.refuse(field, "must not be empty");
        }
        return text == null ? "" : text;
    }

    /// A password to be set.
    static String newPassword(Fields fields, String field) {
        if (fields.value(field) == null) {
            fields.refuse(
                    field,
                    "is needed: a new password of " + Passwords.SHORTEST + " to " + Passwords.LONGEST + " characters");
            return "";
        }
        String text = fields.text(field, Passwords.LONGEST);
        if (text != null && text.length() < Passwords.SHORTEST) {
            fields.refuse(
                    field,
                    "must have " + Passwords.SHORTEST + " to " + Passwords.LONGEST + " characters, not "
                            + text.length());
        }
        return text == null ? "" : text;
    }

    static @Nullable UUID id(Fields fields, String field) {
        String text = fields.text(field, 255);
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == ID_LENGTH) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        fields.refuse(field, "must be an id of " + ID_LENGTH + " characters");
        return null;
    }
}

package eu.runlater.engine.accounts;

import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.TextRules;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How fields of people, keys and organizations are read.
public final class AccountFields {
    private static final int MAX_NAME = 255;
    private static final int MAX_EMAIL = 160; // behaviour §24
    private static final int MAX_REASON = 500;

    private static final List<String> SECRETS = List.of("token", "secret", "uri");

    private AccountFields() {}

    /// A name for people: not blank, on one line. What is wrong with it is noted; then the answer is empty.
    public static String requiredName(Fields fields, String field) {
        boolean absent = fields.value(field) == null;
        String name = fields.text(field, MAX_NAME);
        if (absent) {
            fields.refuse(field, "is needed");
        } else if (name != null && name.isBlank()) {
            fields.refuse(field, "must not be empty");
        } else if (name != null && name.chars().anyMatch(Character::isISOControl)) {
            fields.refuse(field, "must be one line without control characters");
        }
        return name == null ? "" : name.strip();
    }

    /// An address as behaviour §24 has it: one `@`, no spaces, commas, semicolons.
    public static String requiredEmail(Fields fields, String field) {
        boolean absent = fields.value(field) == null;
        String email = fields.text(field, MAX_EMAIL);
        if (absent) {
            fields.refuse(field, "is needed");
        } else if (email != null && !isEmail(email)) {
            fields.refuse(field, "must be an e-mail address such as ida@shop.example");
        }
        return email == null ? "" : email;
    }

    private static boolean isEmail(String text) {
        int at = text.indexOf('@');
        return at > 0
                && at == text.lastIndexOf('@')
                && at < text.length() - 1
                && text.chars()
                        .noneMatch(c -> c == ','
                                || c == ';'
                                || Character.isWhitespace(c)
                                || Character.isISOControl(c)
                                || Character.isSpaceChar(c));
    }

    /// A moment with `Z` or an offset, ahead of now.
    static @Nullable Instant future(Fields fields, String field, Instant now) {
        String text = fields.text(field, 64);
        if (text == null) {
            return null;
        }
        try {
            Instant at = OffsetDateTime.parse(text).toInstant();
            if (at.isAfter(now) && at.isBefore(now.plusSeconds(100L * 366 * 86_400))) {
                return at;
            }
            fields.refuse(field, "must be ahead of now, by at most 100 years");
        } catch (DateTimeException e) {
            fields.refuse(field, "must be a time with Z or an offset, such as 2027-01-31T08:00:00Z");
        }
        return null;
    }

    /// A query parameter that says why.
    public static @Nullable String reason(@Nullable String text) {
        if (text != null && (text.length() > MAX_REASON || TextRules.fault(text) != null)) {
            throw ApiProblem.invalid("reason", "must have at most " + MAX_REASON + " characters, and no NUL");
        }
        return text;
    }

    /// What may be kept of an answer that shows a token or secret: everything else (G-KEY-1).
    public static Answer withoutSecrets(Answer answer) {
        JsonNode json = Json.WIRE.readTree(answer.body());
        blank(json);
        if (json instanceof ObjectNode whole) {
            whole.put("message", "The secret was shown with the first answer only.");
        }
        return Answer.of(answer.status(), json);
    }

    private static void blank(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String secret : SECRETS) {
                if (object.has(secret)) {
                    object.putNull(secret);
                }
            }
        }
        node.values().forEach(AccountFields::blank);
    }
}

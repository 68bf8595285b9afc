package eu.runlater.console.audit;

import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.AuditEntry;
import eu.runlater.model.AuditVerdict;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Entries of the log in words. Pure.
final class AuditWords {
    private static final int SHORT = 80;

    private AuditWords() {}

    static String actor(AuditEntry.Actor actor) {
        if (actor.name() != null) {
            return actor.name();
        }
        return switch (actor.type()) {
            case "system" -> Texts.get("audit.actor.system");
            case "user" -> Texts.get("audit.actor.erased");
            default -> actor.type();
        };
    }

    /// `person`, `API key`, `engine`; as it came when it is none of these.
    static String kind(AuditEntry.Actor actor) {
        return switch (actor.type()) {
            case "user" -> Texts.get("audit.kind.user");
            case "api" -> Texts.get("audit.kind.api");
            case "system" -> Texts.get("audit.kind.system");
            default -> actor.type();
        };
    }

    /// `queue billing`; the id when it has no name.
    static String resource(AuditEntry.Resource resource) {
        String what = resource.name() != null ? resource.name() : resource.id();
        return what == null ? resource.type() : resource.type() + " " + what;
    }

    /// What came of it, in one line: the reason if there is one, else the fields.
    static String about(AuditEntry entry) {
        StringJoiner text = new StringJoiner("  ");
        if (entry.reason() != null && !entry.reason().isEmpty()) {
            text.add(Texts.get("audit.reason.quoted", entry.reason()));
        }
        if (!entry.changes().isEmpty()) {
            text.add(String.join(", ", entry.changes().keySet()));
        }
        return text.toString();
    }

    /// One side of a change; absent when its values are not written down.
    static @Nullable String side(@Nullable Object change, String side) {
        return change instanceof Map<?, ?> both && both.containsKey(side) ? value(both.get(side)) : null;
    }

    static String value(@Nullable Object value) {
        return switch (value) {
            case null -> Texts.get("ui.none");
            case String text -> text;
            default -> String.valueOf(value);
        };
    }

    static boolean isLong(String value) {
        return value.length() > SHORT || value.indexOf('\n') >= 0;
    }

    static StateLook verdict(AuditVerdict verdict) {
        AuditVerdict.Broken broken = verdict.broken();
        return broken == null
                ? new StateLook(
                        Feather.CHECK_CIRCLE, Texts.get("audit.verdict.whole", verdict.entries()), "tone-success")
                : new StateLook(
                        Feather.X_OCTAGON,
                        Texts.get("audit.verdict.broken", broken.number(), broken.reason()),
                        "tone-danger");
    }
}

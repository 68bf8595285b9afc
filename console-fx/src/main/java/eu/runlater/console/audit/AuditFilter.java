package eu.runlater.console.audit;

import eu.runlater.console.api.AuditQuery;
import eu.runlater.console.shell.Place;
import eu.runlater.model.AuditEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Which entries are shown. Empty texts mean: any.
///
/// @param action `queue.paused` or `queue` · @param actor id of a person or key
/// @param resource `queue`, or `queue billing` for one of them · @param since one of [#SINCE]
record AuditFilter(String action, String actor, String resource, String since) {
    /// How far back, as in an address; the first is as far as the log goes.
    static final List<String> SINCE = List.of("", "1h", "24h", "7d", "30d");

    static final AuditFilter ALL = new AuditFilter("", "", "", "");

    static AuditFilter of(Place place) {
        String since = place.get(AuditRoom.SINCE);
        return new AuditFilter(
                place.get(AuditRoom.ACTION),
                place.get(AuditRoom.ACTOR),
                place.get(AuditRoom.RESOURCE),
                SINCE.contains(since) ? since : "");
    }

    Place at(Place place) {
        return place.with(AuditRoom.ACTION, action)
                .with(AuditRoom.ACTOR, actor)
                .with(AuditRoom.RESOURCE, resource)
                .with(AuditRoom.SINCE, since);
    }

    AuditFilter withAction(String value) {
        return new AuditFilter(value.strip(), actor, resource, since);
    }

    AuditFilter withActor(String value) {
        return new AuditFilter(action, value, resource, since);
    }

    AuditFilter withResource(String value) {
        return new AuditFilter(action, actor, value.strip(), since);
    }

    AuditFilter withSince(String value) {
        return new AuditFilter(action, actor, resource, value);
    }

    AuditQuery query(Instant now) {
        int space = resource.indexOf(' ');
        Duration back = back();
        return new AuditQuery(
                action,
                actor,
                space < 0 ? resource : resource.substring(0, space),
                space < 0 ? "" : resource.substring(space + 1).strip(),
                back.isZero() ? null : now.minus(back));
    }

    /// Whether an entry that was just written belongs to it.
    boolean matches(AuditEntry entry) {
        int space = resource.indexOf(' ');
        String type = space < 0 ? resource : resource.substring(0, space);
        String id = space < 0 ? "" : resource.substring(space + 1).strip();
        return (action.isEmpty()
                        || entry.action().equals(action)
                        || entry.action().startsWith(action + "."))
                && (actor.isEmpty()
                        || actor.equals(Objects.toString(entry.actor().id(), "")))
                && (type.isEmpty() || type.equals(entry.resource().type()))
                && (id.isEmpty() || id.equals(entry.resource().id()));
    }

    private Duration back() {
        return switch (since) {
            case "1h" -> Duration.ofHours(1);
            case "24h" -> Duration.ofHours(24);
            case "7d" -> Duration.ofDays(7);
            case "30d" -> Duration.ofDays(30);
            default -> Duration.ZERO;
        };
    }
}

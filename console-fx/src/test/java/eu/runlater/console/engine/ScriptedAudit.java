package eu.runlater.console.engine;

import eu.runlater.console.api.Json;
import eu.runlater.console.engine.ScriptedEngine.Call;
import eu.runlater.console.engine.ScriptedEngine.Reply;
import eu.runlater.model.AuditEntry;
import eu.runlater.model.AuditVerdict;
import eu.runlater.model.Page;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The part of the scripted engine that answers about the audit log. Any thread.
public final class ScriptedAudit implements ScriptedEngine.Routes {
    public static final UUID OPS = UUID.fromString("0196a1c2-8f10-7000-8000-0000000000a1");
    public static final UUID IDA = UUID.fromString("0196a1c2-8f10-7000-8000-0000000000a2");
    public static final UUID DEPLOY = UUID.fromString("0196a1c2-8f10-7000-8000-0000000000c1");

    private final Instant now;
    private final List<AuditEntry> entries = new ArrayList<>();
    private AuditVerdict.@Nullable Broken broken;

    public ScriptedAudit(Instant now) {
        this.now = now;
    }

    public static ScriptedAudit of(ScriptedEngine engine, Instant now) {
        ScriptedAudit audit = new ScriptedAudit(now);
        engine.learn(audit);
        return audit;
    }

    /// What the night brought.
    public ScriptedAudit night() {
        person(
                OPS,
                "ops@acme.test",
                40_000,
                "organization.updated",
                "organization",
                "acme",
                "Acme",
                "",
                change("retention_days", 30, 90));
        person(
                IDA,
                "ida@acme.test",
                30_000,
                "key.created",
                "api_key",
                DEPLOY.toString(),
                "ci-deploy",
                "",
                change("scope", null, "enqueue"));
        key("ci-deploy", 22_000, "task.created", "task", TASK, "Nightly invoices", Map.of());
        key("ci-deploy", 9_000, "task.updated", "task", TASK, "Nightly invoices", headers());
        person(
                IDA,
                "ida@acme.test",
                7_200,
                "credential.updated",
                "credential",
                "c1",
                "acme-oauth",
                "rotated, ticket 1182",
                hidden("secret"));
        person(
                OPS,
                "ops@acme.test",
                3_100,
                "member.role_changed",
                "member",
                IDA.toString(),
                "ida@acme.test",
                "",
                change("role", "member", "admin"));
        person(
                OPS,
                "ops@acme.test",
                700,
                "execution.revealed",
                "execution",
                "0196a1c2-8f10-7000-8000-000000000f01",
                null,
                "looking for the order number",
                Map.of());
        person(
                OPS,
                "ops@acme.test",
                410,
                "queue.paused",
                "queue",
                "billing",
                "billing",
                "card processor down, ticket 4",
                change("paused", false, true));
        add(
                "system",
                null,
                null,
                300,
                "retention.deleted",
                "execution",
                null,
                null,
                null,
                Map.of(),
                Map.of("deleted", 12_480));
        person(
                OPS,
                "ops@acme.test",
                120,
                "execution.retried",
                "execution",
                "0196a1c2-8f10-7000-8000-000000000f02",
                null,
                "their fix is out",
                Map.of());
        return this;
    }

    private static final String TASK = "0196a1c2-8f10-7000-8000-000000000000";

    private static Map<String, @Nullable Object> headers() {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>(change("timeout_ms", 10_000, 30_000));
        changes.putAll(change("headers.X-Tenant", null, "acme"));
        changes.putAll(change("url", "https://api.acme.test/invoices", "https://api.acme.test/v2/invoices/nightly"));
        return changes;
    }

    private static Map<String, @Nullable Object> change(String field, @Nullable Object from, @Nullable Object to) {
        Map<String, @Nullable Object> both = new LinkedHashMap<>();
        both.put("from", from);
        both.put("to", to);
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        changes.put(field, both);
        return changes;
    }

    private static Map<String, @Nullable Object> hidden(String field) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        changes.put(field, Map.of());
        return changes;
    }

    public synchronized ScriptedAudit person(
            UUID id,
            String email,
            long secondsAgo,
            String action,
            String type,
            String resourceId,
            @Nullable String name,
            String reason,
            Map<String, @Nullable Object> changes) {
        return add("user", id, email, secondsAgo, action, type, resourceId, name, reason, changes, Map.of());
    }

    private void key(
            String key,
            long secondsAgo,
            String action,
            String type,
            String resourceId,
            String name,
            Map<String, @Nullable Object> changes) {
        add("api", DEPLOY, key, secondsAgo, action, type, resourceId, name, null, changes, Map.of());
    }

    private ScriptedAudit add(
            String kind,
            @Nullable UUID actor,
            @Nullable String actorName,
            long secondsAgo,
            String action,
            String type,
            @Nullable String resourceId,
            @Nullable String name,
            @Nullable String reason,
            Map<String, @Nullable Object> changes,
            Map<String, @Nullable Object> metadata) {
        long number = entries.size() + 1L;
        entries.add(new AuditEntry(
                new UUID(0x0196a1c28f107000L, 0xb000000000000000L + number),
                number,
                now.minusSeconds(secondsAgo),
                new AuditEntry.Actor(kind, actor, actorName),
                action,
                new AuditEntry.Resource(type, resourceId, name),
                changes,
                reason == null || reason.isEmpty() ? null : reason,
                metadata,
                hash(number)));
        return this;
    }

    private static String hash(long number) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Long.toString(number).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    public synchronized void breakAt(long number, String reason) {
        broken = new AuditVerdict.Broken(number, reason);
    }

    @Override
    public synchronized @Nullable Reply answer(Call call) {
        if (call.parts().isEmpty() || !call.parts().getFirst().equals("audit")) {
            return null;
        }
        if (call.parts().size() > 1) {
            return Reply.of(new AuditVerdict(
                    broken == null,
                    entries.size(),
                    1,
                    entries.isEmpty() ? null : entries.getLast().hash(),
                    now,
                    broken));
        }
        Map<String, String> asked = call.parameters();
        long before = Long.parseLong(asked.getOrDefault("cursor", Long.toString(Long.MAX_VALUE)));
        int limit = Integer.parseInt(asked.getOrDefault("limit", "50"));
        List<AuditEntry> fitting = entries.reversed().stream()
                .filter(entry -> entry.number() < before && fits(entry, asked))
                .toList();
        boolean more = fitting.size() > limit;
        List<AuditEntry> page = fitting.stream().limit(limit).toList();
        String next = more ? Long.toString(page.getLast().number()) : null;
        return new Reply(200, Json.WIRE.writeValueAsString(new Page<>(page, more, next)));
    }

    private static boolean fits(AuditEntry entry, Map<String, String> asked) {
        String action = asked.getOrDefault("action", "");
        String from = asked.get("from");
        return (action.isEmpty()
                        || entry.action().equals(action)
                        || entry.action().startsWith(action + "."))
                && is(asked.get("actor_id"), entry.actor().id())
                && is(asked.get("resource_type"), entry.resource().type())
                && is(asked.get("resource_id"), entry.resource().id())
                && (from == null || !entry.at().isBefore(Instant.parse(from)));
    }

    private static boolean is(@Nullable String wanted, @Nullable Object value) {
        return wanted == null || value != null && wanted.equals(value.toString());
    }
}

package eu.runlater.engine.sync;

import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.sync.SyncedKind.Changes;
import eu.runlater.engine.sync.SyncedKind.ItemError;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.JsonValue;
import eu.runlater.model.SyncPlan;
import eu.runlater.model.SyncResult;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Brings all kinds of a file in line in one transaction, or says what that would do. Any thread.
@Service
class Syncs {
    private final Map<String, SyncedKind> kinds;
    private final TransactionTemplate transactions;
    private final AuditLog audit;
    private final InstantSource clock;

    Syncs(List<SyncedKind> kinds, TransactionTemplate transactions, AuditLog audit, InstantSource clock) {
        this.kinds = kinds.stream().collect(Collectors.toMap(SyncedKind::key, kind -> kind));
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param items by kind, in the order in which their errors are reported
    record File(
            Map<String, List<JsonValue>> items,
            boolean deleteRemoved,
            boolean dryRun,
            @Nullable String reason) {}

    private record Refusal(String code, String message, List<ItemError> details) {}

    boolean knows(String kind) {
        return kinds.containsKey(kind);
    }

    Answer sync(Caller caller, File file) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<String, Changes> planned = new LinkedHashMap<>();
        Answer answer = transactions.execute(transaction -> {
            file.items.forEach((key, items) -> {
                SyncedKind kind = kinds.get(key);
                if (kind != null) {
                    planned.put(key, kind.plan(caller, items, file.deleteRemoved, now));
                }
            });
            List<ItemError> errors = planned.values().stream()
                    .map(Changes::errors)
                    .filter(found -> !found.isEmpty())
                    .findFirst()
                    .orElse(List.of());
            if (!errors.isEmpty() || file.dryRun) {
                transaction.setRollbackOnly();
                return errors.isEmpty() ? plan(planned) : refusal(errors);
            }
            planned.values().forEach(changes -> changes.apply(file.reason));
            SyncResult result = result(planned);
            record(caller, file, result);
            return Answer.data(200, result, message(result));
        });
        if (answer.status() == 200 && !file.dryRun) {
            planned.values().forEach(Changes::applied);
        }
        return answer;
    }

    private static Answer refusal(List<ItemError> errors) {
        String message = "Nothing was changed: " + errors.size() + (errors.size() == 1 ? " item" : " items")
                + " cannot be taken, the first is \"" + errors.getFirst().name() + "\".";
        return Answer.of(422, Map.of("error", new Refusal("validation_error", message, errors)));
    }

    private static Answer plan(Map<String, Changes> planned) {
        SyncPlan plan = new SyncPlan(
                true,
                planned(planned, "tasks"),
                planned(planned, "monitors"),
                planned(planned, "endpoints"),
                skipped(planned));
        List<SyncPlan.Part> kinds = List.of(plan.tasks(), plan.monitors(), plan.endpoints());
        String parts = parts(
                kinds.stream().mapToInt(SyncPlan.Part::createCount).sum(),
                "to create",
                kinds.stream().mapToInt(SyncPlan.Part::changeCount).sum(),
                "to change",
                kinds.stream().mapToInt(SyncPlan.Part::deleteCount).sum(),
                "to delete");
        return Answer.data(200, plan, parts.isEmpty() ? "No changes" : "Dry run: " + parts);
    }

    private static SyncResult result(Map<String, Changes> planned) {
        return SyncResult.of(
                done(planned, "tasks"), done(planned, "monitors"), done(planned, "endpoints"), skipped(planned));
    }

    private static SyncPlan.Part planned(Map<String, Changes> planned, String kind) {
        Changes changes = planned.get(kind);
        return changes == null ? SyncPlan.Part.NONE : changes.plan();
    }

    private static SyncResult.Part done(Map<String, Changes> planned, String kind) {
        Changes changes = planned.get(kind);
        return changes == null ? SyncResult.Part.NONE : changes.result();
    }

    private static List<String> skipped(Map<String, Changes> planned) {
        List<String> skipped = new ArrayList<>();
        planned.values().forEach(changes -> skipped.addAll(changes.skipped()));
        return skipped;
    }

    /// As api.md §13 words it.
    private static String message(SyncResult result) {
        String parts = parts(
                total(result, SyncResult.Part::createdCount),
                "created",
                total(result, SyncResult.Part::updatedCount),
                "updated",
                total(result, SyncResult.Part::deletedCount),
                "deleted");
        return parts.isEmpty() ? "No changes" : "Sync complete: " + parts;
    }

    private static int total(SyncResult result, ToIntFunction<SyncResult.Part> count) {
        return count.applyAsInt(result.tasks())
                + count.applyAsInt(result.monitors())
                + count.applyAsInt(result.endpoints());
    }

    private static String parts(int created, String first, int updated, String second, int deleted, String third) {
        List<String> parts = new ArrayList<>();
        if (created > 0) {
            parts.add(created + " " + first);
        }
        if (updated > 0) {
            parts.add(updated + " " + second);
        }
        if (deleted > 0) {
            parts.add(deleted + " " + third);
        }
        return String.join(", ", parts);
    }

    private void record(Caller caller, File file, SyncResult result) {
        int unchanged = total(result, SyncResult.Part::unchangedCount);
        int created = total(result, SyncResult.Part::createdCount);
        int changed = total(result, SyncResult.Part::updatedCount) - unchanged;
        int deleted = total(result, SyncResult.Part::deletedCount);
        if (created + changed + deleted > 0) {
            audit.record(
                    caller,
                    AuditAction.of("sync.applied", "sync", null, null)
                            .meta("created", created)
                            .meta("changed", changed)
                            .meta("deleted", deleted)
                            .meta("unchanged", unchanged)
                            .reason(file.reason));
        }
    }
}

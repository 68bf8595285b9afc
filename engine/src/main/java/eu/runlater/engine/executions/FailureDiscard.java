package eu.runlater.engine.executions;

import eu.runlater.engine.operations.BulkAction;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Takes failures off the list; the history keeps them. Can be undone for a day.
@Component
class FailureDiscard implements BulkAction {
    private final FailureQueries failures;

    FailureDiscard(FailureQueries failures) {
        this.failures = failures;
    }

    @Override
    public String kind() {
        return "failures.discard";
    }

    @Override
    public Duration head() {
        return Duration.ZERO;
    }

    @Override
    public int page() {
        return 1_000;
    }

    @Override
    public Duration pause() {
        return Duration.ZERO;
    }

    @Override
    public Duration undoable() {
        return Duration.ofDays(1);
    }

    @Override
    public List<Result> apply(Work work, List<Item> page) {
        List<UUID> ids = page.stream().map(Item::executionId).toList();
        List<UUID> others = failures.resolved(work.organizationId(), ids, work.id());
        failures.resolve(work.organizationId(), "discarded", work.id(), ids);
        return page.stream()
                .map(item -> others.contains(item.executionId())
                        ? Result.skipped(item, "it was retried or discarded meanwhile")
                        : Result.changed(item, null))
                .toList();
    }

    @Override
    public void undo(UUID organizationId, UUID operationId) {
        failures.restore(organizationId, operationId);
    }
}

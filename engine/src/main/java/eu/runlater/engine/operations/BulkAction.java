package eu.runlater.engine.operations;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an operation does to the things it concerns. One bean a kind.
public interface BulkAction {
    /// E.g. `failures.retry`; also the action in the audit log.
    String kind();

    /// How long it waits before it begins, so that it can be undone without a trace.
    Duration head();

    /// How many things are worked on in one transaction.
    int page();

    /// Pause between pages: what follows from them must not come all at once.
    Duration pause();

    /// How long after its end it can be taken back; zero when what is done cannot be.
    Duration undoable();

    /// Works on a page, in the operation's transaction; may be called again for the same page when that transaction did
    /// not commit, and must then do nothing twice.
    ///
    /// @return one result for each item
    List<Result> apply(Work work, List<Item> page);

    /// Takes back what was done, in the transaction of the call.
    default void undo(UUID organizationId, UUID operationId) {}

    /// The operation at work.
    record Work(UUID id, UUID organizationId, String plan) {}

    record Item(int number, UUID executionId) {}

    /// @param outcome `changed`, `skipped` or `failed` · @param note why, unless changed
    record Result(
            int number,
            String outcome,
            @Nullable String note,
            @Nullable UUID madeExecution) {
        public static Result changed(Item item, @Nullable UUID madeExecution) {
            return new Result(item.number(), "changed", null, madeExecution);
        }

        public static Result skipped(Item item, String why) {
            return new Result(item.number(), "skipped", why, null);
        }
    }
}

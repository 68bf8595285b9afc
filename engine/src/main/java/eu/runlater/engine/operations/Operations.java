package eu.runlater.engine.operations;

import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.cluster.ChangeNews;
import eu.runlater.engine.operations.OperationRepository.Stored;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.Changed;
import eu.runlater.model.OperationView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Begins operations, and stops, goes on with and undoes them. Any thread.
@Service
public class Operations {
    private static final String PROGRESS = "operation.progress";

    private final OperationRepository repository;
    private final OperationLoop loop;
    private final AuditLog audit;
    private final ChangeNews news;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Map<String, BulkAction> actions;

    Operations(
            OperationRepository repository,
            OperationLoop loop,
            AuditLog audit,
            ChangeNews news,
            TransactionTemplate transactions,
            Ids ids,
            List<BulkAction> actions) {
        this.repository = repository;
        this.loop = loop;
        this.audit = audit;
        this.news = news;
        this.transactions = transactions;
        this.ids = ids;
        this.actions = actions.stream().collect(Collectors.toMap(BulkAction::kind, Function.identity()));
    }

    /// Stores an operation and what it concerns, in one transaction.
    ///
    /// @param query as asked, for people
    /// @param items writes the operation's items into `operation_item`, numbered from 1, and says how many
    public OperationView begin(
            Caller caller, BulkAction action, String query, @Nullable String reason, ToIntFunction<UUID> items) {
        UUID id = ids.next();
        OperationView begun = Objects.requireNonNull(transactions.execute(_ -> {
            repository.add(
                    id,
                    caller.organizationId(),
                    action.kind(),
                    query,
                    reason,
                    caller.userId(),
                    caller.isPerson() ? null : caller.credentialName(),
                    action.head());
            int total = items.applyAsInt(id);
            repository.counted(id, total);
            audit.record(
                    caller,
                    AuditAction.of(action.kind(), "operation", id, null)
                            .meta("query", query)
                            .meta("count", total)
                            .reason(reason));
            return view(caller, id);
        }));
        loop.wake();
        return begun;
    }

    OperationView view(Caller caller, UUID id) {
        return shown(repository.find(caller.organizationId(), id).orElseThrow(() -> ApiProblem.notFound("operation")));
    }

    OperationView pause(Caller caller, UUID id, @Nullable String reason) {
        return move(caller, id, "operation.paused", reason, operation -> {
            if (!operation.state().equals("running") && !operation.state().equals("paused")) {
                throw over(operation, "paused");
            }
            repository.move(id, "paused");
        });
    }

    OperationView resume(Caller caller, UUID id, @Nullable String reason) {
        OperationView view = move(caller, id, "operation.resumed", reason, operation -> {
            if (!operation.state().equals("running") && !operation.state().equals("paused")) {
                throw over(operation, "resumed");
            }
            repository.move(id, "running");
        });
        loop.wake();
        return view;
    }

    /// Stops what is not done yet, and takes back what is where that can be.
    OperationView undo(Caller caller, UUID id, @Nullable String reason) {
        return move(caller, id, "operation.undone", reason, operation -> {
            if (operation.state().equals("undone")) {
                return;
            }
            if (undoUntil(operation) == null) {
                throw over(operation, "undone");
            }
            BulkAction action = actions.get(operation.kind());
            if (action != null) {
                action.undo(caller.organizationId(), id);
            }
            repository.move(id, "undone");
        });
    }

    private interface Move {
        void apply(Stored operation);
    }

    private OperationView move(Caller caller, UUID id, String action, @Nullable String reason, Move move) {
        OperationView view = Objects.requireNonNull(transactions.execute(_ -> {
            Stored operation =
                    repository.lock(caller.organizationId(), id).orElseThrow(() -> ApiProblem.notFound("operation"));
            move.apply(operation);
            audit.record(caller, AuditAction.of(action, "operation", id, null).reason(reason));
            return view(caller, id);
        }));
        news.tellAlone(caller.organizationId(), PROGRESS, new Changed(id.toString(), view.kind(), view.state()));
        return view;
    }

    private static ApiProblem over(Stored operation, String what) {
        return ApiProblem.of(
                409,
                "operation_over",
                "This operation is " + operation.state() + "; it can no longer be " + what + ".");
    }

    OperationView shown(Stored operation) {
        boolean scheduled = operation.state().equals("running") && operation.ahead();
        return new OperationView(
                operation.id(),
                operation.kind(),
                scheduled ? "scheduled" : operation.state(),
                operation.query(),
                operation.reason(),
                operation.createdBy(),
                operation.total(),
                operation.changed(),
                operation.skipped(),
                operation.failed(),
                operation.createdAt(),
                operation.startsAt(),
                operation.finishedAt(),
                undoUntil(operation),
                operation.error());
    }

    /// Until when it can be undone: while it is at work, and for some kinds for a while after.
    private @Nullable Instant undoUntil(Stored operation) {
        BulkAction action = actions.get(operation.kind());
        if (operation.state().equals("undone") || action == null) {
            return null;
        }
        Instant end = operation.finishedAt();
        if (end == null) {
            boolean onlyBefore = action.undoable().isZero();
            return onlyBefore && !operation.ahead()
                    ? operation.now()
                    : operation.startsAt().plus(action.undoable());
        }
        Instant until = end.plus(action.undoable());
        return until.isAfter(operation.now()) ? until : null;
    }
}

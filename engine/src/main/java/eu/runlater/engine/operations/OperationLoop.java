package eu.runlater.engine.operations;

import eu.runlater.engine.cluster.ChangeNews;
import eu.runlater.engine.operations.BulkAction.Item;
import eu.runlater.engine.operations.OperationRepository.Next;
import eu.runlater.engine.runtime.Loop;
import eu.runlater.model.Changed;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Works on operations: a page each tick, in one transaction that holds the operation's row, so that one node at a time
/// is at it and whatever a killed node had not committed is done by another. Operations take turns.
@Component
class OperationLoop {
    private static final Logger log = LoggerFactory.getLogger(OperationLoop.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST_ERRORS = 20;

    private record Done(UUID organizationId, UUID id, String kind, boolean last, Duration pause) {}

    private final OperationRepository repository;
    private final ChangeNews news;
    private final TransactionTemplate transactions;
    private final Map<String, BulkAction> actions;
    private final Loop loop;

    OperationLoop(
            OperationRepository repository,
            ChangeNews news,
            TransactionTemplate transactions,
            List<BulkAction> actions) {
        this.repository = repository;
        this.news = news;
        this.transactions = transactions;
        this.actions = actions.stream().collect(Collectors.toMap(BulkAction::kind, Function.identity()));
        this.loop = Loop.start("operations", this::tick);
    }

    void wake() {
        loop.wake();
    }

    private Duration tick() {
        UUID[] at = new UUID[1];
        try {
            Optional<Done> worked = Objects.requireNonNull(transactions.execute(_ -> {
                Optional<Next> next = repository.next();
                next.ifPresent(found -> at[0] = found.work().id());
                return next.map(this::work);
            }));
            if (worked.isEmpty()) {
                return LOOK;
            }
            Done done = worked.get();
            news.tellAlone(
                    done.organizationId,
                    done.last ? "operation.finished" : "operation.progress",
                    new Changed(done.id.toString(), done.kind, null));
            return done.last ? Duration.ZERO : done.pause;
        } catch (RuntimeException e) {
            if (at[0] == null) {
                throw e;
            }
            log.atWarn().setCause(e).addKeyValue("operation", at[0]).log("a page of an operation was not done");
            repository.noteError(
                    at[0], "A page could not be worked on: " + e.getClass().getSimpleName(), MOST_ERRORS);
            return LOOK;
        }
    }

    private Done work(Next next) {
        UUID id = next.work().id();
        UUID organization = next.work().organizationId();
        BulkAction action = Objects.requireNonNull(actions.get(next.kind()), "no action " + next.kind());
        List<Item> page = repository.page(id, action.page());
        if (page.isEmpty()) {
            repository.move(id, "done");
            return new Done(organization, id, next.kind(), true, Duration.ZERO);
        }
        repository.record(id, action.apply(next.work(), page));
        return new Done(organization, id, next.kind(), false, action.pause());
    }

    @PreDestroy
    void close() {
        loop.close();
    }
}

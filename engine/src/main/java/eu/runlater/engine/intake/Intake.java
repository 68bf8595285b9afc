package eu.runlater.engine.intake;

import eu.runlater.engine.dispatch.StatementFaults;
import eu.runlater.engine.intake.IdempotencyKeys.Scope;
import eu.runlater.engine.intake.Submission.IdempotencyClaim;
import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.storage.DayPartitions;
import eu.runlater.engine.storage.DayPartitions.Table;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Accepts work durably: submissions of the moment become one insert and one commit, and nobody hears "accepted"
/// before it (G-ACC-1). A batch leaves as soon as the committer is free and never waits to fill. Work that is due
/// now and would be first in the claim order is stored as already claimed by this node and starts with the
/// commit, without a claim.
///
/// Any thread; [#submit] blocks at most 5 s.
@Component
public class Intake {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);
    private static final int MAX_PENDING = 4096;
    private static final int MAX_SUBMISSIONS = 256;
    private static final int MAX_RUNS = 2_000;
    private static final int MAX_BYTES = 16 << 20; // with events of 1 MiB and their copies, the runs are few
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(4700); // 5 s with the watch's pause (G-ACC-4)
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration IDLE = Duration.ofMinutes(1);

    /// @param since monotonic moment of arrival
    private record Pending(Submission submission, CompletableFuture<Receipt> receipt, long since) {
        IdempotencyKeys.@Nullable Entry entry() {
            IdempotencyClaim claim = submission.idempotency();
            return claim == null
                    ? null
                    : new IdempotencyKeys.Entry(Scope.of(submission.organizationId(), claim), claim);
        }

        void fail(String why) {
            receipt.completeExceptionally(new IntakeUnavailable(why));
        }
    }

    private final IntakeBatches batches;
    private final BlockingQueue<Pending> pending = new ArrayBlockingQueue<>(MAX_PENDING);
    private final List<Pending> postponed = new ArrayList<>();
    private final DayPartitions partitions;
    private final Timer timer;
    private final Loop loop;
    private final Loop watch;
    private volatile List<Pending> inHand = List.of();
    private volatile boolean closed;

    Intake(IntakeBatches batches, DayPartitions partitions, MeterRegistry metrics) {
        this.batches = batches;
        this.partitions = partitions;
        this.timer = metrics.timer("runlater.intake");
        metrics.gauge("runlater.intake.pending", pending, BlockingQueue::size);
        this.loop = Loop.start("intake", this::tick);
        this.watch = Loop.start("intake-watch", this::look);
    }

    /// @throws IntakeUnavailable when it cannot be said that the work is stored
    public Receipt submit(Submission submission) {
        Pending entry = new Pending(submission, new CompletableFuture<>(), System.nanoTime());
        if (closed || !pending.offer(entry)) {
            throw new IntakeUnavailable(
                    closed ? "The engine is stopping." : "Too many requests wait to be stored; try again shortly.");
        }
        loop.wake();
        try {
            // Untimed: a timer per request costs more than the wait. The watch ends what takes too long.
            return entry.receipt.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IntakeUnavailable unavailable
                    ? unavailable
                    : new IllegalStateException("the work could not be stored", e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IntakeUnavailable("The engine is stopping.");
        }
    }

    /// Answers those who have waited too long; what becomes of their work is then unknown to them (G-ACC-2).
    private Duration look() {
        long expired = System.nanoTime() - ANSWER_WITHIN.toNanos();
        Stream.concat(inHand.stream(), pending.stream())
                .filter(entry -> entry.since - expired < 0)
                .forEach(entry -> entry.fail("The database did not confirm in time that the work is stored."));
        return LOOK;
    }

    private Duration tick() {
        List<Pending> batch = next();
        if (!batch.isEmpty()) {
            long start = System.nanoTime();
            store(batch);
            timer.record(Duration.ofNanos(System.nanoTime() - start));
        }
        return pending.isEmpty() && postponed.isEmpty() ? IDLE : Duration.ZERO;
    }

    /// The next batch. An idempotency key comes once in it: its second use waits for the first one's answer.
    private List<Pending> next() {
        List<Pending> batch = new ArrayList<>();
        Set<Scope> scopes = new HashSet<>();
        List<Pending> candidates = new ArrayList<>(postponed);
        postponed.clear();
        pending.drainTo(candidates, Math.max(0, MAX_SUBMISSIONS - candidates.size()));
        inHand = candidates;
        long expired = System.nanoTime() - ANSWER_WITHIN.toNanos();
        int runs = 0;
        int bytes = 0;
        for (Pending candidate : candidates) {
            IdempotencyKeys.Entry entry = candidate.entry();
            if (candidate.since - expired < 0) {
                candidate.fail(
                        "The work waited too long to be stored."); // unknown to its caller by now, so better not done
            } else if (runs >= MAX_RUNS || bytes >= MAX_BYTES || entry != null && !scopes.add(entry.scope())) {
                postponed.add(candidate);
            } else {
                batch.add(candidate);
                runs += candidate.submission.runs().size();
                bytes += candidate.submission.bytes();
            }
        }
        return batch;
    }

    private void store(List<Pending> batch) {
        try {
            List<Receipt> receipts =
                    batches.store(batch.stream().map(Pending::submission).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).receipt.complete(receipts.get(i));
            }
        } catch (DataAccessException | TransactionException e) {
            if (StatementFaults.isMissingPartition(e)) {
                batch.stream()
                        .flatMap(entry -> entry.submission.tasks().stream())
                        .forEach(task -> partitions.ensure(Table.ONCE_TASK, task.insertedAt()));
                batch.stream()
                        .flatMap(entry -> Stream.ofNullable(entry.submission.arrival()))
                        .forEach(arrival -> partitions.ensure(Table.INBOUND_EVENT, arrival.receivedAt()));
                store(batch);
            } else if (StatementFaults.isUnavailable(e)) {
                log.atWarn()
                        .addKeyValue("submissions", batch.size())
                        .addKeyValue("error", e.getMessage())
                        .log("not stored");
                batch.forEach(entry -> entry.fail("The database cannot be reached or did not confirm the commit."));
            } else if (batch.size() == 1) {
                log.atError().setCause(e).log("a submission was refused by the database");
                batch.getFirst().receipt.completeExceptionally(e);
            } else {
                // One bad submission fails alone (architecture §4).
                batch.forEach(entry -> store(List.of(entry)));
            }
        } catch (RuntimeException e) {
            batch.forEach(entry -> entry.receipt.completeExceptionally(e));
            throw e;
        }
    }

    @PreDestroy
    void close() {
        closed = true;
        loop.close();
        watch.close();
        pending.forEach(entry -> entry.fail("The engine is stopping."));
    }
}

package eu.runlater.engine.dispatch;

import eu.runlater.engine.delivery.Delivery;
import eu.runlater.engine.delivery.OutgoingCall;
import eu.runlater.engine.delivery.Report;
import eu.runlater.engine.delivery.TaskDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One attempt this process makes. Its thread calls [#make]; others may take it back with [#interrupt] as long as
/// the call is going on. Once the call has returned, the outcome stands.
final class Attempt {
    private final ClaimedRun run;
    private final TaskDefinition task;
    private final Instant startedAt;
    private @Nullable Thread calling; // guarded by this
    private boolean interrupted; // guarded by this
    private boolean countInterruption; // guarded by this
    private volatile boolean announced;

    Attempt(ClaimedRun run, TaskDefinition task, Instant startedAt) {
        this.run = run;
        this.task = task;
        this.startedAt = startedAt;
    }

    ClaimedRun run() {
        return run;
    }

    TaskDefinition task() {
        return task;
    }

    Instant startedAt() {
        return startedAt;
    }

    /// Makes the call; empty when the attempt was taken back before it was sent.
    @Nullable
    Report make(Delivery delivery) {
        synchronized (this) {
            if (interrupted) {
                return null;
            }
            calling = Thread.currentThread();
        }
        try {
            return delivery.deliver(new OutgoingCall(task, run.id(), run.executionId(), 0));
        } finally {
            synchronized (this) {
                calling = null;
                // An interrupt that came after the answer must not end what follows: recording it.
                Thread.interrupted();
            }
        }
    }

    /// Takes the attempt back.
    ///
    /// @param counts whether an interruption is counted against the run: yes when this node lost its lease, no
    ///     when it hands work back in good order
    synchronized void interrupt(boolean counts) {
        interrupted = true;
        countInterruption = counts;
        if (calling != null) {
            calling.interrupt();
        }
    }

    synchronized boolean countsInterruption() {
        return countInterruption;
    }

    /// Says whether the stream was told that the attempt is running; the first caller gets false.
    boolean announce() {
        boolean before = announced;
        announced = true;
        return before;
    }
}

package eu.runlater.console.engine;

import eu.runlater.model.OperationView;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Makes bulk operations for tests and pictures.
public final class Operation {
    private static final AtomicLong MADE = new AtomicLong();

    private final String kind;
    private final String query;
    private final int total;
    private final Instant at;
    private @Nullable String reason;

    private Operation(String kind, String query, int total, Instant at) {
        this.kind = kind;
        this.query = query;
        this.total = total;
        this.at = at;
    }

    public static Operation of(String kind, String query, int total, Instant at) {
        return new Operation(kind, query, total, at);
    }

    public Operation because(@Nullable String text) {
        reason = text;
        return this;
    }

    public OperationView scheduled() {
        return view("scheduled", 0, 0, null, at.plusSeconds(10));
    }

    public OperationView running(int changed, int skipped) {
        return view("running", changed, skipped, null, at);
    }

    public OperationView done(int skipped, @Nullable Instant undoUntil) {
        return view("done", total - skipped, skipped, at, undoUntil);
    }

    private OperationView view(
            String state, int changed, int skipped, @Nullable Instant end, @Nullable Instant undoUntil) {
        return new OperationView(
                new UUID(0x9000, MADE.incrementAndGet()),
                kind,
                state,
                query,
                reason,
                "ops@acme.test",
                total,
                changed,
                skipped,
                0,
                at,
                state.equals("scheduled") ? at.plusSeconds(10) : at,
                end,
                undoUntil,
                null);
    }

    static OperationView in(OperationView of, String state) {
        boolean over = state.equals("undone");
        return new OperationView(
                of.id(),
                of.kind(),
                state,
                of.query(),
                of.reason(),
                of.createdBy(),
                of.total(),
                of.changed(),
                of.skipped(),
                of.failed(),
                of.createdAt(),
                of.startsAt(),
                over ? of.createdAt() : of.finishedAt(),
                over ? null : of.undoUntil(),
                null);
    }
}

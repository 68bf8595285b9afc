package eu.runlater.engine.cluster;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The one clock (guarantees, "Clock"): the database's `app_now()`, carried on between readings by this process's
/// monotonic clock. Stamps and answers use it; decisions about due times and leases are made in SQL. Any thread.
@Component
public final class DatabaseClock implements InstantSource {
    private record Reading(Instant at, long nanos) {}

    private final JdbcClient jdbc;
    private volatile Reading reading;

    public DatabaseClock(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.reading = read();
    }

    @Override
    public Instant instant() {
        Reading last = reading;
        return last.at.plusNanos(System.nanoTime() - last.nanos);
    }

    /// Reads the database's clock anew; called with every lease renewal, and by tests after they moved it.
    public void refresh() {
        reading = read();
    }

    private Reading read() {
        long before = System.nanoTime();
        Instant at = jdbc.sql("select app_now()")
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
        long after = System.nanoTime();
        return new Reading(at, before + (after - before) / 2);
    }
}

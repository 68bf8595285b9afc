package eu.runlater.engine.limits;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The windows all nodes share.
@Repository
class WindowRepository {
    private static final String ASK = """
            insert into rate_window (subject, seconds, starts_at, asked)
            values (:subject, :seconds, :start, :count)
            on conflict (subject, seconds, starts_at) do update set asked = rate_window.asked + excluded.asked
            returning asked
            """;

    private static final String FORGET = """
            delete from rate_window where starts_at < app_now() - interval '1 hour'
               or (seconds = 60 and starts_at < app_now() - interval '2 minutes')
            """;

    private final JdbcClient jdbc;

    WindowRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Asks for some requests; what was asked for by all nodes, this time included.
    long ask(String subject, long seconds, Instant start, int count) {
        return jdbc.sql(ASK)
                .param("subject", subject)
                .param("seconds", seconds)
                .param("start", OffsetDateTime.ofInstant(start, ZoneOffset.UTC))
                .param("count", count)
                .query(Long.class)
                .single();
    }

    /// Drops windows that have ended.
    int forget() {
        return jdbc.sql(FORGET).update();
    }
}

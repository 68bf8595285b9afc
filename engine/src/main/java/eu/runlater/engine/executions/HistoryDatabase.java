package eu.runlater.engine.executions;

import eu.runlater.engine.web.ApiProblem;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads of the history, each with an end: a search that finds little in much would otherwise occupy a connection
/// for as long as the history is. Any thread.
@Component
public final class HistoryDatabase {
    private static final int LIMIT_SECONDS = 10;

    private final JdbcClient jdbc;

    HistoryDatabase(DataSource dataSource) {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setQueryTimeout(LIMIT_SECONDS);
        this.jdbc = JdbcClient.create(template);
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    /// @throws ApiProblem 422 `query_too_broad` when the database takes too long
    <T> T search(Supplier<T> read) {
        try {
            return read.get();
        } catch (QueryTimeoutException e) {
            throw ApiProblem.of(
                    422,
                    "query_too_broad",
                    "The search took longer than " + LIMIT_SECONDS
                            + " s and was ended. Narrow it, for example with since:1h, a status or a task.");
        }
    }
}

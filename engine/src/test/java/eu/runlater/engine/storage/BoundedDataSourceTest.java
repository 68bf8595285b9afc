package eu.runlater.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import eu.runlater.engine.testing.TestEngine;
import eu.runlater.engine.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class BoundedDataSourceTest {
    private static final int SIZE = 2;

    private final HikariDataSource pool = pool();
    private final BoundedDataSource bounded = new BoundedDataSource(pool, SIZE, Duration.ofMillis(100));

    @AfterEach
    void close() {
        bounded.close();
    }

    @Test
    void who_finds_no_free_connection_in_time_is_told_the_database_is_busy() throws SQLException {
        try (Connection one = bounded.getConnection();
                Connection two = bounded.getConnection()) {
            assertThat(one).isNotEqualTo(two);
            assertThatThrownBy(bounded::getConnection).isInstanceOf(DatabaseBusy.class);
        }
        try (Connection again = bounded.getConnection()) {
            assertThat(again.isValid(1)).isTrue();
        }
    }

    @Test
    void closing_a_connection_twice_gives_one_place_back() throws SQLException {
        Connection twice = bounded.getConnection();
        twice.close();
        twice.close();
        try (Connection one = bounded.getConnection();
                Connection two = bounded.getConnection()) {
            assertThat(one.isClosed() || two.isClosed()).isFalse();
            assertThatThrownBy(bounded::getConnection).isInstanceOf(DatabaseBusy.class);
        }
    }

    @Test
    void errors_of_the_driver_come_through_as_they_are_and_the_drivers_own_type_can_be_reached() throws SQLException {
        try (Connection connection = bounded.getConnection()) {
            assertThatThrownBy(() -> connection.prepareStatement("select x").execute())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("\"x\"");
            assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
        }
    }

    @Test
    void a_thousand_virtual_threads_all_get_their_turn() throws Exception {
        BoundedDataSource patient = new BoundedDataSource(pool, SIZE, Duration.ofSeconds(60));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> turns = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                turns.add(threads.submit(() -> {
                    try (Connection connection = patient.getConnection()) {
                        return connection.createStatement().execute("select 1");
                    }
                }));
            }
            for (Future<Boolean> turn : turns) {
                assertThat(turn.get()).isTrue();
            }
        }
    }

    private static HikariDataSource pool() {
        DatabaseAddress address = DatabaseAddress.of(
                TestEngine.settings(TestPostgres.url(), Map.of()).databaseUrl().orElseThrow());
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(address.jdbcUrl());
        pool.setDataSourceProperties(address.properties());
        pool.setMaximumPoolSize(SIZE);
        return pool;
    }
}

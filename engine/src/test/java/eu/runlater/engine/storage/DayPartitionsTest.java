package eu.runlater.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class DayPartitionsTest {
    private final DayPartitions partitions;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Ids ids;
    private final TestTime time;

    DayPartitionsTest(DayPartitions partitions, JdbcClient jdbc, InstantSource clock, Ids ids, TestTime time) {
        this.partitions = partitions;
        this.jdbc = jdbc;
        this.clock = clock;
        this.ids = ids;
        this.time = time;
    }

    @Test
    void partitions_reach_from_yesterday_to_a_week_ahead_when_the_engine_has_started() {
        LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();

        for (LocalDate day = today.minusDays(1); !day.isAfter(today.plusDays(7)); day = day.plusDays(1)) {
            assertThat(exists("execution_" + day.toString().replace("-", ""))).isTrue();
            assertThat(exists("once_task_" + day.toString().replace("-", ""))).isTrue();
        }
        assertThat(partitions.ready()).isTrue();
    }

    @Test
    void an_id_of_the_last_millisecond_of_a_day_goes_into_that_days_partition() {
        LocalDate day = LocalDate.of(2031, 5, 4);
        partitions.ensure(
                DayPartitions.Table.ONCE_TASK, day.atStartOfDay(ZoneOffset.UTC).toInstant());

        assertThat(insertTask(Ids.floor(Instant.parse("2031-05-04T00:00:00Z")))).isEqualTo("once_task_20310504");
        var last = Ids.floor(Instant.parse("2031-05-04T23:59:59.999Z"));
        assertThat(insertTask(last)).isEqualTo("once_task_20310504");
    }

    @Test
    void a_missing_partition_is_made_once_by_many_writers_at_the_same_moment() throws Exception {
        Instant at = Instant.parse("2032-02-29T12:00:00Z");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> writers = IntStream.range(0, 16)
                    .mapToObj(_ -> (Callable<Boolean>) () -> {
                        partitions.ensure(DayPartitions.Table.EXECUTION, at);
                        return true;
                    })
                    .toList();
            for (var writer : threads.invokeAll(writers)) {
                assertThat(writer.get()).isTrue();
            }
        }
        assertThat(exists("execution_20320229")).isTrue();
    }

    @Test
    void partitions_follow_the_clock() {
        time.advance(Duration.ofDays(30));
        assertThat(partitions.ready()).isFalse();

        partitions.makeAhead();

        assertThat(insertTask(ids.next())).isNotEmpty();
    }

    private String insertTask(java.util.UUID id) {
        return jdbc.sql("""
                        insert into once_task (id, organization_id, name, method, url, host, priority, timeout_ms,
                               retry_attempts, scheduled_at, inserted_at, updated_at, version)
                        values (:id, :id, 'n', 'POST', 'u', 'h', 5, 1000, 0, now(), now(), now(), 1)
                        returning tableoid::regclass::text
                        """).param("id", id).query(String.class).single();
    }

    private boolean exists(String table) {
        return jdbc.sql("select to_regclass(:table) is not null")
                .param("table", table)
                .query(Boolean.class)
                .single();
    }
}

package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.cluster.Wakeups.Topic;
import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.storage.ArrayParameters;
import eu.runlater.engine.storage.VitalDatabase;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Tells the stream which attempts are running, but only those that have been for a quarter of a second: for the
/// rest the news of their end is there before anyone could look, and one more row per attempt would cost a fifth
/// of the throughput.
@Component
class RunningNews {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int ITEMS = 50;

    private static final String TELL = """
            insert into event (organization_id, type, at, count, items)
            select organization_id, 'execution.started', app_now(), count, items
              from unnest(?::uuid[], ?::int[], ?::text[]) as e(organization_id, count, items)
            """;

    private record News(UUID organizationId, int count, String items) {}

    private final InFlight inFlight;
    private final InstantSource clock;
    private final Wakeups wakeups;
    private final JdbcTemplate jdbc;
    private final Loop loop;

    RunningNews(InFlight inFlight, InstantSource clock, Wakeups wakeups, VitalDatabase database) {
        this.inFlight = inFlight;
        this.clock = clock;
        this.wakeups = wakeups;
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.loop = Loop.start("running-news", this::tick);
    }

    private Duration tick() {
        Instant before = clock.instant().minus(LOOK);
        Map<UUID, List<Attempt>> running = inFlight.all().stream()
                .filter(attempt -> attempt.startedAt().isBefore(before) && !attempt.announce())
                .collect(Collectors.groupingBy(attempt -> attempt.run().organizationId()));
        if (!running.isEmpty()) {
            List<News> news = new ArrayList<>();
            running.forEach(
                    (organization, attempts) -> news.add(new News(organization, attempts.size(), items(attempts))));
            jdbc.update(
                    TELL,
                    statement -> new ArrayParameters<>(news)
                            .add("uuid", News::organizationId)
                            .add("int4", News::count)
                            .add("text", News::items)
                            .bind(statement, 1));
            wakeups.everywhere(Topic.EVENTS);
        }
        return LOOK;
    }

    private static String items(List<Attempt> attempts) {
        return attempts.stream()
                .limit(ITEMS)
                .map(attempt -> Summaries.json(Summaries.running(attempt.run(), attempt.task(), attempt.startedAt())))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @PreDestroy
    void close() {
        loop.close();
    }
}

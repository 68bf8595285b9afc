package eu.runlater.engine.overview;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import eu.runlater.engine.cluster.NodeIdentity;
import eu.runlater.engine.cluster.Version;
import eu.runlater.engine.dispatch.Dispatcher;
import eu.runlater.engine.dispatch.WorkerLoad;
import eu.runlater.engine.overview.NodeStatusRepository.Depth;
import eu.runlater.engine.retention.Room;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.storage.Database;
import eu.runlater.model.EngineStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How this node and its peers are doing, read once for all who ask. Any thread.
@Component
class EngineStatuses {
    private static final String ONLY = "engine";

    private final NodeStatusRepository repository;
    private final NodeIdentity identity;
    private final Dispatcher dispatcher;
    private final Database database;
    private final Room room;
    private final Settings settings;
    private final LoadingCache<String, Read> kept = Caffeine.newBuilder()
            .expireAfter(Expiry.creating((String _, Read read) -> read.keepFor()))
            .build(_ -> {
                long start = System.nanoTime();
                return new Read(read(), System.nanoTime() - start);
            });

    private record Read(EngineStatus status, long nanos) {
        /// A second, or four times as long as it took: counting a million waiting runs must not be all the database
        /// does.
        private Duration keepFor() {
            return Duration.ofNanos(Math.max(Duration.ofSeconds(1).toNanos(), 4 * nanos));
        }
    }

    EngineStatuses(
            NodeStatusRepository repository,
            NodeIdentity identity,
            Dispatcher dispatcher,
            Database database,
            Room room,
            Settings settings) {
        this.repository = repository;
        this.identity = identity;
        this.dispatcher = dispatcher;
        this.database = database;
        this.room = room;
        this.settings = settings;
    }

    EngineStatus current() {
        return kept.get(ONLY).status();
    }

    private EngineStatus read() {
        long start = System.nanoTime();
        Instant at = repository.now();
        double latencyMillis = (System.nanoTime() - start) / 1e6;
        Depth depth = repository.depth();
        WorkerLoad load = dispatcher.load();
        return new EngineStatus(
                Version.CURRENT,
                at,
                database.embedded(),
                database.version(),
                latencyMillis,
                database.durability(),
                settings.egressAllow().stream().map(Object::toString).toList(),
                repository.nodes(identity.id(), load),
                depth.waiting(),
                depth.due(),
                depth.running(),
                depth.oldest() == null
                        ? 0
                        : Math.max(0, Duration.between(depth.oldest(), at).toMillis()),
                measured(load.claimMillis()),
                measured(load.settleMillis()),
                repository.leader().orElse(null),
                room.storage());
    }

    /// 0 means that there was nothing to measure yet.
    private static @Nullable Double measured(double millis) {
        return millis > 0 ? millis : null;
    }
}

package eu.runlater.engine.cluster;

import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.storage.Database;
import eu.runlater.engine.storage.VitalDatabase;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.stereotype.Component;

/// Says "look now" to whoever polls: at once within this process, to other nodes by a NOTIFY that is sent at most
/// once in 50 ms (one per commit costs two thirds of the commits, architecture §3) and not at all while this node
/// is alone. Only ever shortens a wait; polling is the truth, so that nothing depends on a listening session. Any
/// thread.
@Component
public class Wakeups {
    /// What there is to look at.
    public enum Topic {
        /// A run may have become claimable.
        RUNS,
        /// A row was appended to the event log.
        EVENTS,
        /// A schedule was made or changed.
        SCHEDULE,
        /// A host's circuit has opened or closed.
        CIRCUITS
    }

    private static final String CHANNEL = "runlater_wake";
    private static final Duration AT_MOST_EVERY = Duration.ofMillis(50);
    private static final Duration ASLEEP = Duration.ofMinutes(1);
    private static final Duration RECONNECT = Duration.ofSeconds(5);
    private static final int LISTEN_MILLIS = 10_000;

    private final Map<Topic, List<Runnable>> listeners = new EnumMap<>(Topic.class);
    private final Set<Topic> pending = Collections.newSetFromMap(new ConcurrentHashMap<>());
    private final VitalDatabase vital;
    private final Database database;
    private final Peers peers;
    private final Loop sender;
    private final Loop receiver;
    private volatile @Nullable Connection listening;

    Wakeups(VitalDatabase vital, Database database, Peers peers) {
        for (Topic topic : Topic.values()) {
            listeners.put(topic, new CopyOnWriteArrayList<>());
        }
        this.vital = vital;
        this.database = database;
        this.peers = peers;
        this.sender = Loop.start("wakeups-send", this::send);
        this.receiver = Loop.start("wakeups-receive", this::receive);
    }

    /// Registers a quick, non-blocking action.
    public void listen(Topic topic, Runnable action) {
        listenersOf(topic).add(action);
    }

    /// Tells this process's listeners, after the commit that made it true.
    public void local(Topic topic) {
        for (Runnable action : listenersOf(topic)) {
            action.run();
        }
    }

    /// Tells this process at once and the other nodes within 50 ms.
    public void everywhere(Topic topic) {
        local(topic);
        if (peers.count() > 0 && pending.add(topic)) {
            sender.wake();
        }
    }

    private List<Runnable> listenersOf(Topic topic) {
        return listeners.getOrDefault(topic, List.of());
    }

    private Duration send() {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        for (Topic topic : Topic.values()) {
            if (pending.remove(topic)) {
                topics.add(topic);
            }
        }
        if (topics.isEmpty()) {
            return ASLEEP;
        }
        String payload = topics.stream()
                .map(topic -> topic.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
        vital.jdbc()
                .sql("select pg_notify(:channel, :payload)")
                .param("channel", CHANNEL)
                .param("payload", payload)
                .query((_, _) -> true)
                .single();
        return AT_MOST_EVERY;
    }

    private Duration receive() {
        try (Connection connection = database.dedicatedConnection()) {
            listening = connection;
            try (Statement statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
            }
            PGConnection session = connection.unwrap(PGConnection.class);
            while (!connection.isClosed()) {
                PGNotification[] notifications = session.getNotifications(LISTEN_MILLIS);
                if (notifications != null) {
                    for (PGNotification notification : notifications) {
                        hear(notification.getParameter());
                    }
                }
            }
        } catch (SQLException _) {
            // The session is gone (database down, stop, a pooler that forbids LISTEN): polling goes on meanwhile.
        } finally {
            listening = null;
        }
        return RECONNECT;
    }

    private void hear(String payload) {
        for (Topic topic : Topic.values()) {
            if (payload.contains(topic.name().toLowerCase(Locale.ROOT))) {
                local(topic);
            }
        }
    }

    @PreDestroy
    void close() throws SQLException {
        sender.close();
        Connection session = listening;
        if (session != null) {
            session.abort(Runnable::run);
        }
        receiver.close();
    }
}

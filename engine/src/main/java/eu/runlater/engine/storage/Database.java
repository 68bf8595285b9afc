package eu.runlater.engine.storage;

import eu.runlater.engine.runtime.StartRefused;
import eu.runlater.engine.settings.Settings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The PostgreSQL in use: embedded or given. It was reachable, new enough and durable (G-ACC-1) when the
/// engine started. Everything that needs the database depends on this bean, so that it is closed last.
public final class Database implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final int OLDEST = 14;
    private static final int NEWEST_KNOWN = 18;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String FACTS = """
            select current_setting('server_version'), current_setting('server_version_num')::int / 10000,
                   current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit')
            """;

    private final DatabaseAddress address;
    private final @Nullable EmbeddedDatabase embedded;
    private final Settings.Durability required;
    private final Facts facts;

    private record Facts(String version, int major, List<String> weak) {}

    private Database(DatabaseAddress address, @Nullable EmbeddedDatabase embedded, Settings.Durability required) {
        this.address = address;
        this.embedded = embedded;
        this.required = required;
        this.facts = read(address);
        check();
    }

    /// @throws StartRefused when there is none to work with
    static Database open(Settings settings) {
        if (settings.databaseUrl().isPresent()) {
            DatabaseAddress address = DatabaseAddress.of(settings.databaseUrl().get());
            return new Database(address, null, settings.durability());
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.start(settings.dataDir());
        try {
            return new Database(embedded.address(), embedded, settings.durability());
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    DatabaseAddress address() {
        return address;
    }

    public boolean embedded() {
        return embedded != null;
    }

    /// For people, e.g. `embedded, in /var/lib/runlater/postgres (port 40123)` or `db.example:5432/runlater`.
    public String display() {
        return address.display();
    }

    /// A connection of its own, outside any pool, for waiting for notifications. The caller closes it.
    public Connection dedicatedConnection() throws SQLException {
        return address.connect();
    }

    /// The server's version when the engine started, e.g. `18.6`.
    public String version() {
        return facts.version;
    }

    /// `strict`: the server confirms a commit only when it is on disk; `relaxed`: the operator accepted less.
    public String durability() {
        return facts.weak.isEmpty() ? "strict" : "relaxed";
    }

    private static Facts read(DatabaseAddress address) {
        long start = System.nanoTime();
        while (true) {
            try (Connection connection = address.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(FACTS)) {
                row.next();
                List<String> weak = new ArrayList<>();
                noteIfOff(weak, "fsync", row.getString(3));
                noteIfOff(weak, "full_page_writes", row.getString(4));
                noteIfOff(weak, "synchronous_commit", row.getString(5));
                return new Facts(row.getString(1), row.getInt(2), List.copyOf(weak));
            } catch (SQLException e) {
                waitOrRefuse(address, e, System.nanoTime() - start);
            }
        }
    }

    private static void noteIfOff(List<String> weak, String name, String value) {
        // "local" waits for this server's disk only, which is all that one machine's crash can touch.
        if (value.equals("off")) {
            weak.add(name + " = off");
        }
    }

    /// A database that is not up yet is waited for: both may have been started at the same moment.
    private static void waitOrRefuse(DatabaseAddress address, SQLException e, long waitedNanos) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        boolean mayComeUp = state.startsWith("08") || state.equals("57P03") || state.equals("53300");
        if (!mayComeUp || waitedNanos > PATIENCE.toNanos()) {
            throw StartRefused.surroundings("The database " + address.display() + " cannot be used: " + e.getMessage()
                    + "\nCheck RUNLATER_DATABASE_URL (--database-url), or unset it to use the embedded PostgreSQL.");
        }
        log.warn("waiting for the database {}: {}", address.display(), e.getMessage());
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw StartRefused.surroundings("Stopped while waiting for the database.");
        }
    }

    private void check() {
        if (facts.major < OLDEST) {
            throw StartRefused.surroundings("The database %s is PostgreSQL %s; Runlater needs %d to %d."
                    .formatted(address.display(), facts.version, OLDEST, NEWEST_KNOWN));
        }
        if (facts.major > NEWEST_KNOWN) {
            log.warn(
                    "PostgreSQL {} is newer than the versions Runlater is tested with ({} to {})",
                    facts.version,
                    OLDEST,
                    NEWEST_KNOWN);
        }
        if (facts.weak.isEmpty()) {
            return;
        }
        if (required == Settings.Durability.STRICT) {
            throw StartRefused.surroundings("""
                    The database %s may lose work that was accepted: %s.
                    Switch it on there, or accept the loss with RUNLATER_DURABILITY=relaxed (--durability relaxed).""".formatted(address.display(), String.join(", ", facts.weak)));
        }
        log.warn(
                "durability is relaxed: accepted work may be lost when the database's machine crashes ({})",
                String.join(", ", facts.weak));
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}

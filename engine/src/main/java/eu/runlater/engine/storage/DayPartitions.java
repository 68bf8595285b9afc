package eu.runlater.engine.storage;

import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.runtime.Loop;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Makes the day partitions of the tables that grow for ever, from yesterday to a week ahead: at start,
/// before anything writes, and every hour. A writer that meets a missing one all the same calls [#ensure] and
/// tries again, so that nothing is ever unrecordable. Days are UTC. Any thread, any number of nodes.
@Component
public class DayPartitions {
    private static final Logger log = LoggerFactory.getLogger(DayPartitions.class);
    private static final int DAYS_BEHIND = 1;
    private static final int DAYS_AHEAD = 7;
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private static final String TODAY = "select (app_now() at time zone 'UTC')::date";

    private static final String EXISTING = """
            select c.relname
              from pg_inherits i
              join pg_class c on c.oid = i.inhrelid
             where i.inhparent = cast(:table as regclass)
            """;

    /// One maker at a time, on all nodes; "runlater.partitions" in numbers.
    private static final String ALONE = "select pg_advisory_xact_lock(7278001)";

    private static final String BE_BRIEF = "set local lock_timeout = '4s'";

    /// Made beside the table and attached then: this needs no lock that a reader or writer of the table would
    /// wait for, while `create table … partition of …` stops them all.
    private static final String CREATE = "create table %s (like %s including defaults including constraints)";

    private static final String ATTACH = "alter table %s attach partition %s for values from ('%s') to ('%s')";

    /// A table with day partitions.
    public enum Table {
        /// By the day of the id, a UUID of version 7.
        ONCE_TASK(day -> Ids.floor(start(day)).toString()),
        /// By the day of the id, a UUID of version 7.
        INBOUND_EVENT(day -> Ids.floor(start(day)).toString()),
        /// By the day of the id, a UUID of version 7.
        PING(day -> Ids.floor(start(day)).toString()),
        /// By the day of the id, a UUID of version 7.
        MONITOR_CHECK(day -> Ids.floor(start(day)).toString()),
        /// By `finished_at`.
        EXECUTION(day -> start(day).toString()),
        /// By `scheduled_for`.
        FIRING(day -> start(day).toString());

        private final Function<LocalDate, String> bound;

        Table(Function<LocalDate, String> bound) {
            this.bound = bound;
        }

        private String sqlName() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String partition(LocalDate day) {
            return sqlName() + "_" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
        }

        private static Instant start(LocalDate day) {
            return day.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }

    private final VitalDatabase database;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Loop loop;
    private volatile LocalDate madeUntil;

    public DayPartitions(VitalDatabase database) {
        this.database = database;
        this.madeUntil = makeAhead();
        this.loop = Loop.start("day-partitions", new Loop.Tick() {
            private boolean first = true;

            @Override
            public Duration once() {
                if (first) {
                    first = false;
                    return PAUSE;
                }
                return hourly();
            }
        });
    }

    private Duration hourly() {
        try {
            madeUntil = makeAhead();
            return PAUSE;
        } catch (RuntimeException e) {
            log.warn("day partitions could not be made, trying again soon: {}", e.getMessage());
            return AFTER_FAILURE;
        }
    }

    /// Makes what is missing from yesterday to a week ahead; returns the last day that is there for all tables.
    LocalDate makeAhead() {
        LocalDate today = database.jdbc()
                .sql(TODAY)
                .query((row, _) -> row.getObject(1, LocalDate.class))
                .single();
        for (Table table : Table.values()) {
            Set<String> existing = existing(table);
            for (LocalDate day = today.minusDays(DAYS_BEHIND);
                    !day.isAfter(today.plusDays(DAYS_AHEAD));
                    day = day.plusDays(1)) {
                if (!existing.contains(table.partition(day))) {
                    make(table, day);
                }
            }
        }
        return today.plusDays(DAYS_AHEAD);
    }

    private Set<String> existing(Table table) {
        return new HashSet<>(database.jdbc()
                .sql(EXISTING)
                .param("table", table.sqlName())
                .query(String.class)
                .list());
    }

    /// Makes sure that the partition for a moment is there. Cheap when it is known to be.
    public void ensure(Table table, Instant at) {
        LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
        if (!known.contains(table.partition(day))) {
            make(table, day);
        }
    }

    /// The last day (UTC) for which all tables have their partition; health looks at it.
    public LocalDate madeUntil() {
        return madeUntil;
    }

    /// The days that have a partition, oldest first.
    public List<LocalDate> days(Table table) {
        return existing(table).stream()
                .map(name -> LocalDate.parse(name.substring(name.length() - 8), DateTimeFormatter.BASIC_ISO_DATE))
                .sorted()
                .toList();
    }

    /// Drops a day with all that is in it. Waits for the table at most a second, so that nobody waits behind it.
    public void drop(Table table, LocalDate day) {
        String partition = table.partition(day);
        database.transactions().executeWithoutResult(_ -> {
            database.jdbc().sql("set local lock_timeout = '1s'").update();
            database.jdbc().sql(ALONE).query((_, _) -> 1).list();
            database.jdbc().sql("drop table if exists " + partition).update();
        });
        known.remove(partition);
        log.info("dropped {}: past every organization's retention", partition);
    }

    /// Whether the partitions of today and tomorrow are there, asked of the database.
    public boolean ready() {
        LocalDate today = database.jdbc()
                .sql(TODAY)
                .query((row, _) -> row.getObject(1, LocalDate.class))
                .single();
        return !madeUntil.isBefore(today.plusDays(1));
    }

    private void make(Table table, LocalDate day) {
        String partition = table.partition(day);
        boolean made = Boolean.TRUE.equals(database.transactions().execute(_ -> {
            database.jdbc().sql(BE_BRIEF).update();
            database.jdbc().sql(ALONE).query((_, _) -> 1).list();
            if (existing(table).contains(partition)) {
                return false;
            }
            database.jdbc().sql(CREATE.formatted(partition, table.sqlName())).update();
            database.jdbc()
                    .sql(ATTACH.formatted(
                            table.sqlName(), partition, table.bound.apply(day), table.bound.apply(day.plusDays(1))))
                    .update();
            return true;
        }));
        known.add(partition);
        if (made) {
            log.debug("made partition {}", partition);
        }
    }

    @PreDestroy
    void stop() {
        loop.close();
    }
}

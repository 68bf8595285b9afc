package eu.runlater.engine.retention;

import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.storage.Database;
import eu.runlater.engine.storage.DayPartitions;
import eu.runlater.engine.storage.DayPartitions.Table;
import eu.runlater.model.EngineStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Whether history can be stored for the days to come, whether what is old goes, and whether there is room for what
/// comes. Looked at afresh once a minute at most. Any thread.
@Component
public class Room {
    private static final Logger log = LoggerFactory.getLogger(Room.class);
    private static final long KEPT = Duration.ofMinutes(1).toNanos();
    private static final int DAYS_AHEAD = 2;
    /// Full days the growth of a day is taken from.
    private static final int SAMPLE_DAYS = 3;

    private static final String DATABASE_BYTES = "select pg_database_size(current_database())";

    private static final String DAYS = """
            select right(c.relname, 8) as day, sum(pg_total_relation_size(c.oid))::bigint as bytes
              from pg_inherits i join pg_class c on c.oid = i.inhrelid
             where i.inhparent in ('execution'::regclass, 'firing'::regclass, 'once_task'::regclass,
                                  'inbound_event'::regclass, 'ping'::regclass, 'monitor_check'::regclass)
             group by 1 order by 1
            """;

    private record Day(LocalDate day, long bytes) {}

    private record Look(EngineStatus.Storage storage, long at) {}

    private final JdbcClient jdbc;
    private final RetentionRepository repository;
    private final DayPartitions partitions;
    private final Database database;
    private final Settings settings;
    private volatile @Nullable Look last;

    Room(
            JdbcClient jdbc,
            RetentionRepository repository,
            DayPartitions partitions,
            Database database,
            Settings settings) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.partitions = partitions;
        this.database = database;
        this.settings = settings;
    }

    /// The numbers, at most a minute old.
    public EngineStatus.Storage storage() {
        Look known = last;
        if (known == null || System.nanoTime() - known.at > KEPT) {
            known = new Look(look(), System.nanoTime());
            last = known;
        }
        return known.storage;
    }

    /// What is wrong, in a sentence; absent when all is well.
    public @Nullable String warning() {
        return storage().warning();
    }

    EngineStatus.Storage look() {
        LocalDate today = repository.today();
        int longest = repository.longest();
        List<Day> days = jdbc.sql(DAYS)
                .query((row, _) -> new Day(
                        LocalDate.parse(row.getString("day"), DateTimeFormatter.BASIC_ISO_DATE), row.getLong("bytes")))
                .list();
        long history = days.stream().mapToLong(Day::bytes).sum();
        List<Day> full = days.stream()
                .filter(day -> day.day.isBefore(today) && !day.day.isBefore(today.minusDays(SAMPLE_DAYS)))
                .toList();
        Long perDay = full.isEmpty()
                ? null
                : Math.round(full.stream().mapToLong(Day::bytes).average().orElse(0));
        Long forecast = perDay == null ? null : perDay * longest;
        Long free = free();
        return new EngineStatus.Storage(
                partitions.madeUntil(),
                jdbc.sql(DATABASE_BYTES).query(Long.class).single(),
                history,
                perDay,
                forecast,
                free,
                warning(today, longest, history, forecast, free));
    }

    private @Nullable String warning(
            LocalDate today, int longest, long history, @Nullable Long forecast, @Nullable Long free) {
        LocalDate until = partitions.madeUntil();
        if (until.isBefore(today.plusDays(DAYS_AHEAD))) {
            return "Day partitions are made until " + until + " only; the log says why no more could be made.";
        }
        LocalDate overdue = today.minusDays(longest + 1L);
        boolean late = partitions.days(Table.EXECUTION).stream().anyMatch(day -> day.isBefore(overdue));
        if (late) {
            return "History older than " + longest + " days is still there; the log says why it could not be dropped.";
        }
        if (forecast != null && free != null && forecast - history > free) {
            return String.format(
                    Locale.ROOT,
                    "At today's rate history grows to %,d MB, and there are %,d MB left: keep it for fewer days, or make"
                            + " room.",
                    forecast >> 20,
                    free >> 20);
        }
        return null;
    }

    private @Nullable Long free() {
        if (!database.embedded()) {
            return null;
        }
        try {
            return Files.getFileStore(settings.dataDir()).getUsableSpace();
        } catch (IOException e) {
            log.debug("free space is unknown", e);
            return null;
        }
    }
}

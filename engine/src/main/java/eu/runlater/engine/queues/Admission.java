package eu.runlater.engine.queues;

import eu.runlater.engine.cluster.Version;
import eu.runlater.engine.storage.VitalDatabase;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Lets held runs of one organization through, in one transaction that holds the organization's row: how many slots are
/// free is then nobody else's to change but by giving some back. The slots' key is the second line that keeps every cap
/// exact on any number of nodes (G-QUE-1, G-QUE-3). Any thread.
@Component
class Admission {
    /// What the plans `free` and `pro` allow at once (guarantees §3, architecture §4).
    private static final int PLAN_CONCURRENT = 5;

    private static final int PLAN_HOST_CONCURRENT = 10;
    /// Candidates of a lane when some of them may wait for their host.
    private static final int LOOKED_AT = 200;

    private static final String LOCK = """
            select app_now() as now,
                   coalesce(max_concurrent, case when plan <> 'unlimited' then :concurrent end) as cap,
                   coalesce(host_concurrency, case when plan <> 'unlimited' then :host end) as host_cap
              from organization where id = :organization for no key update
            """;

    private static final String TAKEN = """
            select kind, name, number from slot
             where organization_id = :organization and (kind <> 1 or name = any(:lanes))
            """;

    // Visits each queue of the organization that has held runs once, by skipping along the index.
    private static final String LANES = """
            with recursive q as (
              (select coalesce(queue, '') as name from run
                where state = 2 and organization_id = :organization order by coalesce(queue, '') limit 1)
              union all
              (select n.name from q cross join lateral (
                 select coalesce(r.queue, '') as name from run r
                  where r.state = 2 and r.organization_id = :organization and coalesce(r.queue, '') > q.name
                  order by coalesce(r.queue, '') limit 1) n))
            select name from q
            """;

    private static final String SETTINGS = "select " + QueueSettings.COLUMNS + """
              from queue where organization_id = :organization and name = any(:lanes)
            """;

    private static final String KEEP = """
            insert into queue (organization_id, name, created_at, updated_at)
            select :organization, name, app_now(), app_now() from unnest(:lanes::text[]) as l(name)
            on conflict do nothing
            """;

    // An ordered queue has one candidate: whoever was planned first, and only once that one may start.
    private static final String CANDIDATES = """
            select c.id, l.name, c.host, c.rank, c.due_at
              from unnest(:lanes::text[], :limits::int[], :ordered::boolean[]) as l(name, most, ordered)
             cross join lateral (
               (select id, host, rank, due_at from run
                 where state = 2 and organization_id = :organization and coalesce(queue, '') = l.name and not l.ordered
                   and due_at <= app_now() and needs <= :level
                 order by due_at, id limit l.most)
               union all
               (select id, host, rank, due_at from (
                  select id, host, rank, due_at, needs from run
                   where state = 2 and organization_id = :organization and coalesce(queue, '') = l.name and l.ordered
                   order by first_due_at, id limit 1) head
                 where due_at <= app_now() and needs <= :level)) c
            """;

    // A run that was cancelled meanwhile is not made ready, and takes no slot.
    private static final String ADMIT = """
            with admitted as (
              update run set state = 0 where id = any(:runs) and state = 2 returning id)
            insert into slot (organization_id, kind, name, number, run_id)
            select :organization, s.kind, s.name, s.number, s.run_id
              from unnest(:kinds::smallint[], :names::text[], :numbers::int[], :holders::uuid[])
                as s(kind, name, number, run_id)
              join admitted on admitted.id = s.run_id
            """;

    private static final String NEXT_START = """
            update queue set next_start_at = :next where organization_id = :organization and name = :queue
            """;

    private final VitalDatabase database;

    Admission(VitalDatabase database) {
        this.database = database;
    }

    /// What came of a look.
    ///
    /// @param admitted runs that are claimable now
    /// @param nextStart when a rate lets the next one go; absent = no rate holds anything back
    record Outcome(int admitted, @Nullable Instant nextStart) {}

    private record Caps(
            Instant now,
            @Nullable Integer organization,
            @Nullable Integer host) {
        boolean any() {
            return organization != null || host != null;
        }
    }

    private record Candidate(UUID id, String lane, String host, int rank, Instant dueAt) {}

    private record SlotKey(int kind, String name) {}

    private record Slot(SlotKey key, int number, UUID run) {}

    /// Lets through what may go.
    ///
    /// @param lanes queues to look at, `""` for runs without one; all are looked at when the organization has a cap
    Outcome admit(UUID organizationId, Collection<String> lanes) {
        return Objects.requireNonNull(database.transactions().execute(_ -> look(organizationId, lanes)));
    }

    private Outcome look(UUID organizationId, Collection<String> hinted) {
        Caps caps = lock(organizationId);
        if (caps == null) {
            return new Outcome(0, null);
        }
        Set<String> lanes = new HashSet<>(hinted);
        if (caps.any()) {
            lanes.addAll(lanes(organizationId));
        }
        Map<String, QueueSettings> settings = settings(organizationId, lanes);
        Map<SlotKey, Set<Integer>> taken = taken(organizationId, lanes);
        Instant nextStart = null;
        List<String> names = new ArrayList<>();
        List<Integer> limits = new ArrayList<>();
        List<Boolean> ordered = new ArrayList<>();
        Map<String, Integer> open = new HashMap<>();
        for (String lane : lanes) {
            QueueSettings queue = settings.get(lane);
            int free = free(queue, lane, taken, caps);
            if (free > 0 && queue != null && queue.allowedByRate(caps.now) == 0) {
                nextStart = earlier(nextStart, queue.nextStartAt());
                free = 0;
            }
            if (free > 0) {
                open.put(lane, free);
                names.add(lane);
                limits.add(caps.host == null ? free : LOOKED_AT);
                ordered.add(queue != null && queue.ordered());
            }
        }
        if (names.isEmpty()) {
            return new Outcome(0, nextStart);
        }
        List<Slot> slots = new ArrayList<>();
        Set<UUID> runs = choose(candidates(organizationId, names, limits, ordered), open, taken, caps, slots);
        if (runs.isEmpty()) {
            return new Outcome(0, nextStart);
        }
        write(organizationId, runs, slots);
        for (QueueSettings queue : settings.values()) {
            int started = (int) slots.stream()
                    .filter(slot -> slot.key.equals(new SlotKey(1, queue.name())))
                    .count();
            if (queue.rate() != null && started > 0) {
                Instant next = queue.nextAfter(started, caps.now);
                nextStart = earlier(nextStart, next);
                writeNextStart(organizationId, queue.name(), next);
            }
        }
        return new Outcome(runs.size(), nextStart);
    }

    private static int free(@Nullable QueueSettings queue, String lane, Map<SlotKey, Set<Integer>> taken, Caps caps) {
        int free = caps.organization == null
                ? Integer.MAX_VALUE
                : caps.organization
                        - taken.getOrDefault(new SlotKey(2, ""), Set.of()).size();
        if (!lane.isEmpty() && queue != null) {
            int inQueue = taken.getOrDefault(new SlotKey(1, lane), Set.of()).size();
            free = Math.min(free, queue.paused() ? 0 : queue.concurrency() - inQueue);
            if (queue.allowedByRate(caps.now) > 0) {
                free = Math.min(free, queue.allowedByRate(caps.now));
            }
        }
        return Math.min(free, LOOKED_AT);
    }

    private static Set<UUID> choose(
            List<Candidate> candidates,
            Map<String, Integer> open,
            Map<SlotKey, Set<Integer>> taken,
            Caps caps,
            List<Slot> slots) {
        Set<UUID> runs = new HashSet<>();
        candidates.sort(Comparator.comparingInt(Candidate::rank)
                .thenComparing(Candidate::dueAt)
                .thenComparing(candidate -> candidate.id.toString()));
        int left = caps.organization == null
                ? Integer.MAX_VALUE
                : caps.organization
                        - taken.getOrDefault(new SlotKey(2, ""), Set.of()).size();
        for (Candidate candidate : candidates) {
            SlotKey host = new SlotKey(3, candidate.host);
            boolean hostFull =
                    caps.host != null && taken.getOrDefault(host, Set.of()).size() >= caps.host;
            if (left <= 0 || open.getOrDefault(candidate.lane, 0) <= 0 || hostFull) {
                continue;
            }
            left--;
            open.merge(candidate.lane, -1, Integer::sum);
            runs.add(candidate.id);
            if (!candidate.lane.isEmpty()) {
                slots.add(take(new SlotKey(1, candidate.lane), taken, candidate.id));
            }
            if (caps.organization != null) {
                slots.add(take(new SlotKey(2, ""), taken, candidate.id));
            }
            if (caps.host != null) {
                slots.add(take(host, taken, candidate.id));
            }
        }
        return runs;
    }

    /// The lowest number that is free.
    private static Slot take(SlotKey key, Map<SlotKey, Set<Integer>> taken, UUID run) {
        Set<Integer> numbers = taken.computeIfAbsent(key, _ -> new HashSet<>());
        int number = 1;
        while (!numbers.add(number)) {
            number++;
        }
        return new Slot(key, number, run);
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null || b != null && b.isBefore(a) ? b : a;
    }

    private @Nullable Caps lock(UUID organizationId) {
        return database.jdbc()
                .sql(LOCK)
                .param("organization", organizationId)
                .param("concurrent", PLAN_CONCURRENT)
                .param("host", PLAN_HOST_CONCURRENT)
                .query((row, _) -> new Caps(
                        row.getObject("now", OffsetDateTime.class).toInstant(),
                        row.getObject("cap", Integer.class),
                        row.getObject("host_cap", Integer.class)))
                .optional()
                .orElse(null);
    }

    private List<String> lanes(UUID organizationId) {
        return database.jdbc()
                .sql(LANES)
                .param("organization", organizationId)
                .query(String.class)
                .list();
    }

    private Map<String, QueueSettings> settings(UUID organizationId, Set<String> lanes) {
        Set<String> named = new HashSet<>(lanes);
        named.remove("");
        Map<String, QueueSettings> found = read(organizationId, named);
        if (found.size() < named.size()) {
            database.jdbc()
                    .sql(KEEP)
                    .param("organization", organizationId)
                    .param("lanes", named.toArray(String[]::new))
                    .update();
            found = read(organizationId, named);
        }
        return found;
    }

    private Map<String, QueueSettings> read(UUID organizationId, Set<String> lanes) {
        Map<String, QueueSettings> found = new HashMap<>();
        if (!lanes.isEmpty()) {
            database.jdbc()
                    .sql(SETTINGS)
                    .param("organization", organizationId)
                    .param("lanes", lanes.toArray(String[]::new))
                    .query((row, _) -> QueueSettings.read(row))
                    .list()
                    .forEach(queue -> found.put(queue.name(), queue));
        }
        return found;
    }

    private Map<SlotKey, Set<Integer>> taken(UUID organizationId, Set<String> lanes) {
        Map<SlotKey, Set<Integer>> taken = new HashMap<>();
        database.jdbc()
                .sql(TAKEN)
                .param("organization", organizationId)
                .param("lanes", lanes.toArray(String[]::new))
                .query(row -> {
                    taken.computeIfAbsent(new SlotKey(row.getInt(1), row.getString(2)), _ -> new HashSet<>())
                            .add(row.getInt(3));
                });
        return taken;
    }

    private List<Candidate> candidates(
            UUID organizationId, List<String> lanes, List<Integer> limits, List<Boolean> ordered) {
        return new ArrayList<>(database.jdbc()
                .sql(CANDIDATES)
                .param("organization", organizationId)
                .param("lanes", lanes.toArray(String[]::new))
                .param("limits", limits.toArray(Integer[]::new))
                .param("ordered", ordered.toArray(Boolean[]::new))
                .param("level", Version.LEVEL)
                .query((row, _) -> new Candidate(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list());
    }

    private void write(UUID organizationId, Set<UUID> runs, List<Slot> slots) {
        database.jdbc()
                .sql(ADMIT)
                .param("organization", organizationId)
                .param("runs", runs.toArray(UUID[]::new))
                .param(
                        "kinds",
                        slots.stream().map(slot -> (short) slot.key.kind).toArray(Short[]::new))
                .param("names", slots.stream().map(slot -> slot.key.name).toArray(String[]::new))
                .param("numbers", slots.stream().map(Slot::number).toArray(Integer[]::new))
                .param("holders", slots.stream().map(Slot::run).toArray(UUID[]::new))
                .update();
    }

    private void writeNextStart(UUID organizationId, String queue, @Nullable Instant next) {
        database.jdbc()
                .sql(NEXT_START)
                .param("organization", organizationId)
                .param("queue", queue)
                .param("next", next == null ? null : next.atOffset(ZoneOffset.UTC))
                .update();
    }
}

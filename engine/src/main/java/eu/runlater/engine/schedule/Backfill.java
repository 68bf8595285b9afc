package eu.runlater.engine.schedule;

import eu.runlater.engine.audit.AuditAction;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.cluster.Wakeups;
import eu.runlater.engine.cluster.Wakeups.Topic;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.schedule.FiringRepository.Task;
import eu.runlater.engine.storage.DayPartitions;
import eu.runlater.engine.storage.DayPartitions.Table;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.schedule.Schedule;
import eu.runlater.model.schedule.ScheduleMistake;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes up for firings of the past that did not run. The ledger's key sees to it that none runs twice: a firing that
/// became a run is left alone, one that was missed or skipped becomes one. Any thread.
@Service
class Backfill {
    static final int LIMIT = 1_000;
    private static final int SAMPLE = 10;
    private static final Duration SPREAD = Duration.ofSeconds(30); // G-QUE-5

    private static final String PLAN = """
            with wanted as (
              select 'epoch'::timestamptz + at * interval '1 microsecond' as at, run_id, execution_id, place
                from unnest(:at::bigint[], :runs::uuid[], :executions::uuid[]) with ordinality
                  as w(at, run_id, execution_id, place)),
            ledger as (
              insert into firing (task_id, scheduled_for, organization_id, outcome, run_id, backfill, recorded_at)
              select :task, at, :organization, 'run', run_id, true, app_now() from wanted
              on conflict (task_id, scheduled_for) do update
                 set outcome = 'run', reason = null, run_id = excluded.run_id, backfill = true, recorded_at = app_now()
               where firing.outcome <> 'run' and firing.firings = 1
              returning run_id)
            insert into run (id, organization_id, task_id, execution_id, kind, queue, host, rank, gated, state, attempt,
                             first_due_at, due_at, created_at)
            select w.run_id, t.organization_id, t.id, w.execution_id, 'backfill', t.queue, t.host, :rank,
                   run_gated(t.organization_id, t.queue),
                   case when run_gated(t.organization_id, t.queue) then 2 else 0 end, 1, w.at,
                   app_now() + (w.place - 1) * :step * interval '1 millisecond', app_now()
              from wanted w join ledger l on l.run_id = w.run_id cross join task t
             where t.id = :task and t.organization_id = :organization
            """;

    private final FiringRepository repository;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final DayPartitions partitions;
    private final Wakeups wakeups;
    private final Ids ids;
    private final InstantSource clock;
    private final AuditLog audit;

    Backfill(
            FiringRepository repository,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            DayPartitions partitions,
            Wakeups wakeups,
            Ids ids,
            InstantSource clock,
            AuditLog audit) {
        this.repository = repository;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.partitions = partitions;
        this.wakeups = wakeups;
        this.ids = ids;
        this.clock = clock;
        this.audit = audit;
    }

    /// @param firings those of the range that did not run; with `dryRun` nothing was done about them
    /// @param sample the first of them
    record Result(boolean dryRun, int firings, int queued, List<Instant> sample) {}

    /// @param rank place in the claim order of what is made up for
    /// @param reason why, for the audit log
    Result run(
            Caller caller,
            UUID taskId,
            Instant from,
            Instant until,
            boolean dryRun,
            @Nullable String reason,
            int rank) {
        UUID organizationId = caller.organizationId();
        Task task = repository.task(organizationId, taskId).orElseThrow(() -> ApiProblem.notFound("recurring task"));
        List<Instant> wanted = notRun(task, from, until);
        List<Instant> sample = wanted.subList(0, Math.min(SAMPLE, wanted.size()));
        if (dryRun || wanted.isEmpty()) {
            return new Result(dryRun, wanted.size(), 0, sample);
        }
        wanted.forEach(at -> partitions.ensure(Table.FIRING, at));
        int queued = transactions.execute(_ -> {
            int planned = plan(wanted, taskId, organizationId, rank);
            audit.record(
                    caller,
                    AuditAction.of("task.backfilled", "task", taskId, null)
                            .meta("queued", planned)
                            .reason(reason));
            return planned;
        });
        wakeups.everywhere(Topic.RUNS);
        return new Result(false, wanted.size(), queued, sample);
    }

    private int plan(List<Instant> wanted, UUID taskId, UUID organizationId, int rank) {
        return jdbc.sql(PLAN)
                .param("at", wanted.stream().map(Backfill::micros).toArray(Long[]::new))
                .param("runs", wanted.stream().map(_ -> ids.next()).toArray(UUID[]::new))
                .param("executions", wanted.stream().map(_ -> ids.next()).toArray(UUID[]::new))
                .param("task", taskId)
                .param("organization", organizationId)
                .param("rank", rank)
                .param("step", wanted.size() <= SAMPLE ? 0 : SPREAD.toMillis() / wanted.size())
                .update();
    }

    private List<Instant> notRun(Task task, Instant from, Instant until) {
        Instant end = until.isAfter(clock.instant()) ? clock.instant() : until;
        Schedule schedule;
        try {
            schedule = task.recurrence().schedule();
        } catch (ScheduleMistake mistake) {
            throw ApiProblem.of(409, "schedule_error", "The task's schedule cannot be read: " + mistake.getMessage());
        }
        if (schedule.count(from, end) > 2L * LIMIT) {
            throw tooMany(schedule.count(from, end));
        }
        Set<Instant> ran = new HashSet<>(repository.ran(task.id(), from, end));
        List<Instant> wanted = schedule.first(from, end, 2 * LIMIT).stream()
                .filter(at -> !ran.contains(at))
                .toList();
        if (wanted.size() > LIMIT) {
            throw tooMany(wanted.size());
        }
        return wanted;
    }

    private static ApiProblem tooMany(long firings) {
        return ApiProblem.invalid(
                "to",
                "would make up for " + firings + " firings; at most " + LIMIT + " at once, so choose a shorter range");
    }

    private static long micros(Instant at) {
        return java.time.temporal.ChronoUnit.MICROS.between(
                Instant.EPOCH, at.atOffset(ZoneOffset.UTC).toInstant());
    }
}

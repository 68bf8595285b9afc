package eu.runlater.engine.monitors;

import eu.runlater.engine.accounts.Plan;
import eu.runlater.engine.audit.AuditLog;
import eu.runlater.engine.audit.Reveals;
import eu.runlater.engine.monitors.Monitor.Content;
import eu.runlater.engine.monitors.PingRepository.Count;
import eu.runlater.engine.monitors.PingRepository.Stored;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Fields;
import eu.runlater.model.CheckView;
import eu.runlater.model.MonitorHour;
import eu.runlater.model.MonitorView;
import eu.runlater.model.Page;
import eu.runlater.model.PingDetail;
import eu.runlater.model.PingView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// What can be done with monitors, one use case a method. Any thread.
@Service
class MonitorService {
    static final int FREE_MONITORS = 3; // behaviour §16.1
    private static final int PAGE = 1_000;
    private static final int PAGES_AT_ONCE = 20;

    private final MonitorRepository repository;
    private final PingRepository pings;
    private final CheckRepository checks;
    private final MonitorReader reader;
    private final MonitorEdits edits;
    private final MonitorViews views;
    private final AuditLog audit;
    private final Reveals reveals;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final InstantSource clock;

    MonitorService(
            MonitorRepository repository,
            PingRepository pings,
            CheckRepository checks,
            MonitorReader reader,
            MonitorEdits edits,
            MonitorViews views,
            AuditLog audit,
            Reveals reveals,
            TransactionTemplate transactions,
            Ids ids,
            InstantSource clock) {
        this.repository = repository;
        this.pings = pings;
        this.checks = checks;
        this.reader = reader;
        this.edits = edits;
        this.views = views;
        this.audit = audit;
        this.reveals = reveals;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    List<MonitorView> all(Caller caller) {
        return views(repository.all(caller.organizationId()));
    }

    /// @throws ApiProblem 404 for one that is not there or not the caller's
    MonitorView show(Caller caller, UUID id) {
        return views(List.of(find(caller, id))).getFirst();
    }

    private Monitor find(Caller caller, UUID id) {
        return repository.find(caller.organizationId(), id).orElseThrow(MonitorService::absent);
    }

    private List<MonitorView> views(List<Monitor> monitors) {
        Instant now = clock.instant();
        Map<UUID, Map<LocalDate, Count>> days =
                pings.days(monitors.stream().map(Monitor::id).toList(), DailyBars.first(now));
        return monitors.stream()
                .map(monitor -> views.view(monitor, days.getOrDefault(monitor.id(), Map.of()), now))
                .toList();
    }

    /// @throws ApiProblem 422 when the plan allows no further monitor, and for fields that are wrong
    MonitorView create(Caller caller, Fields fields, @Nullable String reason) {
        UUID id = ids.next();
        transactions.executeWithoutResult(_ -> {
            if (repository.count(caller.organizationId()) >= FREE_MONITORS && Plan.of(caller.plan()) == Plan.FREE) {
                throw ApiProblem.invalid(
                        "base", "the plan free has " + FREE_MONITORS + " monitors; delete one, or change the plan");
            }
            Content content = reader.read(fields, null);
            fields.check();
            edits.insert(caller.organizationId(), id, content);
            audit.record(caller, edits.created(id, content).reason(reason));
        });
        edits.sent();
        return show(caller, id);
    }

    /// @throws ApiProblem 404, 409 `version_conflict`, 422
    MonitorView update(Caller caller, UUID id, Fields fields, @Nullable String reason) {
        transactions.executeWithoutResult(_ -> {
            Monitor before = repository.lock(caller.organizationId(), id).orElseThrow(MonitorService::absent);
            int version = fields.value("version") == null ? 0 : fields.integer("version", 1, Integer.MAX_VALUE, 0);
            Content after = reader.read(fields, before.content());
            fields.check();
            if (version != 0 && version != before.version()) {
                throw ApiProblem.conflict("monitor", version, before.version(), show(caller, id));
            }
            edits.update(before, after, clock.instant());
            edits.changed(before, after).forEach(action -> audit.record(caller, action.reason(reason)));
        });
        edits.sent();
        return show(caller, id);
    }

    /// With its pings: what is not gone when this returns cannot be read any more, and goes within the hour.
    void delete(Caller caller, UUID id, @Nullable String reason) {
        transactions.executeWithoutResult(_ -> {
            Monitor monitor = repository.lock(caller.organizationId(), id).orElseThrow(MonitorService::absent);
            edits.delete(monitor);
            audit.record(caller, edits.deleted(monitor).reason(reason));
        });
        edits.sent();
        for (int i = 0; i < PAGES_AT_ONCE && pings.delete(id, PAGE) + checks.delete(id, PAGE) >= PAGE; i++) {}
    }

    Page<PingView> pings(Caller caller, UUID id, PingPage wanted) {
        find(caller, id);
        List<PingView> found = pings.list(caller.organizationId(), id, wanted.before(), wanted.limit() + 1);
        if (found.size() <= wanted.limit()) {
            return new Page<>(found, false, null);
        }
        List<PingView> shown = found.subList(0, wanted.limit());
        return new Page<>(shown, true, PingPage.cursor(shown.getLast().id()));
    }

    Page<CheckView> checks(Caller caller, UUID id, PingPage wanted) {
        find(caller, id);
        List<CheckView> found = checks.list(caller.organizationId(), id, wanted.before(), wanted.limit() + 1);
        if (found.size() <= wanted.limit()) {
            return new Page<>(found, false, null);
        }
        List<CheckView> shown = found.subList(0, wanted.limit());
        return new Page<>(shown, true, PingPage.cursor(shown.getLast().id()));
    }

    List<MonitorHour> hours(Caller caller, UUID id, int hours) {
        find(caller, id);
        return checks.hours(id, hours);
    }

    /// @throws ApiProblem 404 for a monitor or ping that is not there
    PingDetail ping(Caller caller, UUID id, UUID pingId) {
        Monitor monitor = find(caller, id);
        Stored stored = pings.find(caller.organizationId(), id, pingId).orElseThrow(() -> ApiProblem.notFound("ping"));
        reveals.note(caller, "ping", pingId, monitor.name());
        byte[] body = stored.body();
        return new PingDetail(
                stored.ping(), body == null ? null : new String(body, StandardCharsets.UTF_8).replace('\0', '\uFFFD'));
    }

    private static ApiProblem absent() {
        return ApiProblem.notFound("monitor");
    }
}

package eu.runlater.engine.accounts;

import eu.runlater.engine.cluster.ChangeNews;
import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.storage.VitalDatabase;
import eu.runlater.model.Changed;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Notes that an organization has used 80 % or all of its month, each at most once a month (behaviour §16.4).
/// Whoever goes from below 80 % to all of it at once hears of the second only. Every node looks every 10 s; the
/// notice's key lets one of them write it.
@Component
class UsageNotices {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private static final String NOTE = """
            with plan as (select * from unnest(:plans::text[], :limits::bigint[]) as p(plan, executions)),
            used as (
              select o.id, u.month, sum(u.executions) * 100 / p.executions as percent
                from usage_count u
                join organization o on o.id = u.organization_id
                join plan p on p.plan = o.plan
               where u.month = date_trunc('month', app_now() at time zone 'UTC')::date
               group by o.id, u.month, p.executions
              having sum(u.executions) * 100 >= p.executions * 80)
            insert into usage_notice (organization_id, month, percent, at)
            select used.id, used.month, case when used.percent >= 100 then 100 else 80 end, app_now()
              from used
             where not exists (select from usage_notice n
                                where n.organization_id = used.id and n.month = used.month and n.percent = 100)
            on conflict do nothing
            returning organization_id, percent
            """;

    private record Written(UUID organizationId, int percent) {}

    private final VitalDatabase database;
    private final ChangeNews news;
    private final Loop loop;

    UsageNotices(VitalDatabase database, ChangeNews news) {
        this.database = database;
        this.news = news;
        this.loop = Loop.start("usage-notices", this::tick);
    }

    private Duration tick() {
        look();
        return EVERY;
    }

    void look() {
        List<Plan> limited = List.of(Plan.FREE, Plan.PRO);
        List<Written> written = Objects.requireNonNull(database.transactions().execute(_ -> {
            List<Written> fresh = database.jdbc()
                    .sql(NOTE)
                    .param("plans", limited.stream().map(Plan::word).toArray(String[]::new))
                    .param(
                            "limits",
                            limited.stream().map(Plan::executionsPerMonth).toArray(Long[]::new))
                    .query((row, _) -> new Written(row.getObject(1, UUID.class), row.getInt(2)))
                    .list();
            fresh.forEach(notice -> news.tell(
                    database.jdbc(),
                    notice.organizationId(),
                    "usage.notice",
                    new Changed(
                            notice.organizationId().toString(),
                            "usage",
                            notice.percent() == 100
                                    ? "The month's executions are used up."
                                    : "80 % of the month's executions are used.")));
            return fresh;
        }));
        if (!written.isEmpty()) {
            news.sent();
        }
    }

    @PreDestroy
    void close() {
        loop.close();
    }
}

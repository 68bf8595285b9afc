package eu.runlater.engine.accounts;

import eu.runlater.model.Usage.Notice;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What an organization has used of its plan.
@Repository
class UsageRepository {
    private static final String STANDING = """
            select o.plan, o.retention_days, o.max_concurrent, o.host_concurrency,
                   date_trunc('month', app_now() at time zone 'UTC')::date as month,
                   coalesce((select sum(executions) from usage_count u
                              where u.organization_id = o.id
                                and u.month = date_trunc('month', app_now() at time zone 'UTC')::date), 0)::bigint as used,
                   (select count(*) from task t where t.organization_id = o.id and t.deleted_at is null) as recurring
              from organization o where o.id = :organization
            """;

    private static final String NOTICES = """
            select percent, at from usage_notice where organization_id = :organization and month = :month order by percent
            """;

    private final JdbcClient jdbc;

    UsageRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Standing(
            Plan plan,
            int retentionDays,
            @Nullable Integer maxConcurrent,
            @Nullable Integer hostConcurrency,
            LocalDate month,
            long used,
            long recurring) {}

    Standing standing(UUID organizationId) {
        return jdbc.sql(STANDING)
                .param("organization", organizationId)
                .query((row, _) -> new Standing(
                        Plan.of(row.getString("plan")),
                        row.getInt("retention_days"),
                        row.getObject("max_concurrent", Integer.class),
                        row.getObject("host_concurrency", Integer.class),
                        row.getObject("month", LocalDate.class),
                        row.getLong("used"),
                        row.getLong("recurring")))
                .single();
    }

    List<Notice> notices(UUID organizationId, LocalDate month) {
        return jdbc.sql(NOTICES)
                .param("organization", organizationId)
                .param("month", month)
                .query((row, _) -> new Notice(
                        row.getInt("percent"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }
}

package eu.runlater.engine.accounts;

import eu.runlater.engine.storage.VitalDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Whether an organization has used up what its plan allows in this month (behaviour §16.3). Counted by the settling of
/// attempts; looked at afresh every 5 s an organization. Any thread.
@Component
public class MonthlyLimits {
    private static final long KEPT = Duration.ofSeconds(5).toNanos();

    private static final String USED = """
            select o.plan, coalesce((select sum(executions) from usage_count u
                                      where u.organization_id = o.id
                                        and u.month = date_trunc('month', app_now() at time zone 'UTC')::date), 0) as used
              from organization o where o.id = :organization
            """;

    private record Standing(Plan plan, long used, long readAt, LocalDate month) {}

    private final VitalDatabase database;
    private final InstantSource clock;
    private final Map<UUID, Standing> standings = new ConcurrentHashMap<>();

    MonthlyLimits(VitalDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Whether no more work of this organization is to be planned in this month.
    public boolean reached(UUID organizationId) {
        return wouldExceed(organizationId, 1);
    }

    /// Whether so many more executions would pass the month's limit.
    public boolean wouldExceed(UUID organizationId, int more) {
        Standing standing = standing(organizationId);
        Long limit = standing.plan.executionsPerMonth();
        return standing.plan.stopsAtLimit() && limit != null && standing.used + more > limit;
    }

    private Standing standing(UUID organizationId) {
        LocalDate month = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1);
        Standing known = standings.get(organizationId);
        if (known != null && System.nanoTime() - known.readAt < KEPT && known.month.equals(month)) {
            return known;
        }
        Standing read = database.jdbc()
                .sql(USED)
                .param("organization", organizationId)
                .query((row, _) ->
                        new Standing(Plan.of(row.getString("plan")), row.getLong("used"), System.nanoTime(), month))
                .single();
        standings.put(organizationId, read);
        return read;
    }
}

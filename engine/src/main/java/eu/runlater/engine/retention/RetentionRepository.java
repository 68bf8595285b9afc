package eu.runlater.engine.retention;

import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.storage.VitalDatabase;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The statements of retention. Every delete takes a page, so that each commit is small.
@Repository
class RetentionRepository {
    static final int PAGE = 1_000;

    private static final String TODAY = "select (app_now() at time zone 'UTC')::date";

    private static final String LONGEST = "select coalesce(max(retention_days), 30) from organization";

    private static final String SHORTER = """
            select id, retention_days from organization where retention_days < :longest order by id
            """;

    private static final String OLD_EXECUTIONS = """
            delete from execution where (id, finished_at) in (
              select id, finished_at from execution
               where organization_id = :organization
                 and finished_at < app_now() - :days * interval '1 day'
               order by finished_at limit :page)
            """;

    private static final String OLD_FIRINGS = """
            delete from firing where (task_id, scheduled_for) in (
              select f.task_id, f.scheduled_for
                from task t join firing f on f.task_id = t.id
               where t.organization_id = :organization and f.scheduled_for < app_now() - :days * interval '1 day'
               limit :page)
            """;

    private static final String OLD_EVENTS = """
            delete from inbound_event where id in (
              select e.id from inbound_endpoint n join inbound_event e on e.endpoint_id = n.id
               where n.organization_id = :organization and e.received_at < app_now() - :days * interval '1 day'
               limit :page)
            """;

    private static final String OLD_PINGS = """
            delete from ping where id in (
              select p.id from monitor m join ping p on p.monitor_id = m.id
               where m.organization_id = :organization and p.received_at < app_now() - :days * interval '1 day'
               limit :page)
            """;

    private static final String OLD_CHECKS = """
            delete from monitor_check where id in (
              select c.id from monitor m join monitor_check c on c.monitor_id = m.id
               where m.organization_id = :organization and c.checked_at < app_now() - :days * interval '1 day'
               limit :page)
            """;

    private static final String REFERRED = """
            select exists (select from run where task_id >= :from and task_id < :until)
            """;

    private static final List<String> TRIMS =
            List.of("""
            delete from dedupe_key where ctid in (
              select ctid from dedupe_key where until < app_now() limit :page)
            """, """
            delete from debounce_key where ctid in (
              select d.ctid from debounce_key d
               where not exists (select from run r where r.id = d.run_id) limit :page)
            """, """
            delete from failure_resolution where ctid in (
              select ctid from failure_resolution
               where at < app_now() - (select coalesce(max(retention_days), 30) from organization) * interval '1 day'
               limit :page)
            """, """
            delete from operation where ctid in (
              select ctid from operation where finished_at < app_now() - interval '90 days' limit :page)
            """, """
            delete from inbound_seen where ctid in (
              select ctid from inbound_seen where until < app_now() limit :page)
            """, """
            delete from inbound_event where id in (
              select e.id from inbound_purge p join inbound_event e on e.endpoint_id = p.endpoint_id limit :page)
            """, """
            delete from inbound_purge where ctid in (
              select ctid from inbound_purge where deleted_at < app_now() - interval '1 day' limit :page)
            """, """
            delete from ping where id in (
              select p.id from monitor_purge g join ping p on p.monitor_id = g.monitor_id limit :page)
            """, """
            delete from monitor_check where id in (
              select c.id from monitor_purge g join monitor_check c on c.monitor_id = g.monitor_id limit :page)
            """, """
            delete from monitor_hour where ctid in (
              select ctid from monitor_hour where hour < app_now() - interval '90 days' limit :page)
            """, """
            delete from monitor_purge where ctid in (
              select ctid from monitor_purge where deleted_at < app_now() - interval '1 day' limit :page)
            """, """
            delete from monitor_day where ctid in (
              select ctid from monitor_day where day < (app_now() - interval '90 days')::date limit :page)
            """, """
            delete from execution_minute where ctid in (
              select ctid from execution_minute where minute < app_now() - interval '90 days' limit :page)
            """, """
            delete from usage_count where ctid in (
              select ctid from usage_count where month < (app_now() - interval '13 months')::date limit :page)
            """, """
            delete from node where ctid in (
              select n.ctid from node n
               where n.state = 'gone' and n.lease_until < app_now() - interval '7 days'
                 and not exists (select from run r where r.state = 1 and r.claimed_by = n.id) limit :page)
            """, """
            with old as (
              select t.id from task t join organization o on o.id = t.organization_id
               where t.deleted_at < app_now() - o.retention_days * interval '1 day'
                 and not exists (select from run r where r.organization_id = t.organization_id and r.task_id = t.id)
               limit :page),
            schedules as (delete from task_schedule s using old where s.task_id = old.id)
            delete from task using old where task.id = old.id
            """);

    private final JdbcClient jdbc;

    RetentionRepository(VitalDatabase database) {
        this.jdbc = database.jdbc();
    }

    /// An organization that keeps its history for less long than others do.
    record Shorter(UUID organizationId, int days) {}

    LocalDate today() {
        return jdbc.sql(TODAY)
                .query((row, _) -> row.getObject(1, LocalDate.class))
                .single();
    }

    /// Days for which the most patient organization keeps its history.
    int longest() {
        return jdbc.sql(LONGEST).query(Integer.class).single();
    }

    List<Shorter> shorter(int longest) {
        return jdbc.sql(SHORTER)
                .param("longest", longest)
                .query((row, _) -> new Shorter(row.getObject(1, UUID.class), row.getInt(2)))
                .list();
    }

    /// Deletes a page of what is past the organization's time; returns how many rows.
    int deleteExecutions(Shorter shorter) {
        return delete(OLD_EXECUTIONS, shorter);
    }

    int deleteFirings(Shorter shorter) {
        return delete(OLD_FIRINGS, shorter);
    }

    int deleteEvents(Shorter shorter) {
        return delete(OLD_EVENTS, shorter);
    }

    int deletePings(Shorter shorter) {
        return delete(OLD_PINGS, shorter);
    }

    int deleteChecks(Shorter shorter) {
        return delete(OLD_CHECKS, shorter);
    }

    private int delete(String sql, Shorter shorter) {
        return jdbc.sql(sql)
                .param("organization", shorter.organizationId)
                .param("days", shorter.days)
                .param("page", PAGE)
                .update();
    }

    /// Whether a run still refers to a one-time task made on a day.
    boolean isReferred(LocalDate day) {
        return jdbc.sql(REFERRED)
                .param("from", Ids.floor(day.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .param(
                        "until",
                        Ids.floor(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()))
                .query(Boolean.class)
                .single();
    }

    int trims() {
        return TRIMS.size();
    }

    /// Deletes a page of one of the small tables' old rows.
    int trim(int which) {
        return jdbc.sql(TRIMS.get(which)).param("page", PAGE).update();
    }
}

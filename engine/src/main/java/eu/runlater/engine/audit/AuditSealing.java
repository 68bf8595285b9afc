package eu.runlater.engine.audit;

import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.storage.VitalDatabase;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Once a day notes the head of every chain that has grown, in the database and in the log, which is kept elsewhere;
/// and takes entries away that are older than they are to be kept (behaviour §17: 90 days), from the chain's beginning,
/// so that the rest still verifies. Every node looks hourly; the lock lets one of them work.
@Component
class AuditSealing {
    private static final Logger log = LoggerFactory.getLogger(AuditSealing.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final int PAGE = 1_000;

    private static final String LOCK = "select pg_try_advisory_xact_lock(7278004)";

    private static final String SEAL = """
            insert into audit_seal (organization_id, number, head, at)
            select c.organization_id, c.length, c.head, app_now() from audit_chain c
             where c.length > coalesce((select max(number) from audit_seal s
                                         where s.organization_id = c.organization_id), 0)
               and not exists (select from audit_seal s
                                where s.organization_id = c.organization_id and s.at > app_now() - interval '1 day')
            on conflict do nothing
            returning organization_id, number, head
            """;

    private static final String ALLOW_TRIM = "select set_config('runlater.audit_trim', 'on', true)";

    /// A page of one chain's oldest entries; the newest always stays, so that the chain goes on from it.
    private static final String TRIM = """
            with oldest as (
              select e.organization_id from audit_entry e join audit_chain c using (organization_id)
               where e.at < app_now() - interval '90 days' and e.number < c.length order by e.at limit 1),
            chain as (
              select c.organization_id, c.length from audit_chain c join oldest using (organization_id) for update of c),
            gone as (
              delete from audit_entry e using (
                select a.organization_id, a.number from audit_entry a join chain c using (organization_id)
                 where a.at < app_now() - interval '90 days' and a.number < c.length
                 order by a.number limit :page) old
               where e.organization_id = old.organization_id and e.number = old.number
              returning e.organization_id, e.number, e.hash),
            last as (
              select organization_id, number, hash from gone order by number desc limit 1),
            moved as (
              update audit_chain c set trimmed = l.number, trimmed_hash = l.hash
                from last l where c.organization_id = l.organization_id)
            select count(*) from gone
            """;

    private record Sealed(UUID organizationId, long number, byte[] head) {}

    private final VitalDatabase database;
    private final Loop loop;
    private boolean first = true;

    AuditSealing(VitalDatabase database) {
        this.database = database;
        this.loop = Loop.start("audit-sealing", this::tick);
    }

    private Duration tick() {
        if (first) {
            first = false;
            return FIRST;
        }
        once();
        return EVERY;
    }

    /// One pass: seals what is due, trims what is old.
    void once() {
        List<Sealed> sealed = seal();
        for (Sealed seal : sealed) {
            log.atInfo()
                    .addKeyValue("organization", seal.organizationId)
                    .addKeyValue("entries", seal.number)
                    .addKeyValue("head", HexFormat.of().formatHex(seal.head))
                    .log("audit log sealed");
        }
        while (trim() > 0) {
            // the next page of this chain or another, each with its own commit
        }
    }

    private List<Sealed> seal() {
        List<Sealed> sealed = database.transactions().execute(_ -> {
            if (!database.jdbc().sql(LOCK).query(Boolean.class).single()) {
                return List.of();
            }
            return database.jdbc()
                    .sql(SEAL)
                    .query((row, _) -> new Sealed(row.getObject(1, UUID.class), row.getLong(2), row.getBytes(3)))
                    .list();
        });
        return sealed == null ? List.of() : sealed;
    }

    private int trim() {
        Integer gone = database.transactions().execute(_ -> {
            database.jdbc().sql(ALLOW_TRIM).query(String.class).single();
            return database.jdbc()
                    .sql(TRIM)
                    .param("page", PAGE)
                    .query(Integer.class)
                    .single();
        });
        return gone == null ? 0 : gone;
    }

    @PreDestroy
    void close() {
        loop.close();
    }
}

package eu.runlater.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.cluster.NodeIdentity;
import eu.runlater.engine.storage.VitalDatabase;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets a turn while there is a backlog (G-QUE-3). The runs exist only inside a transaction that is taken back, so
/// that the engine of the tests does not run them.
@EngineTest
class FairShareTurnTest {
    private static final int ORGANIZATIONS = 6;
    private static final int CLAIMS_A_TURN = 4;

    private static final String RUNS = """
            insert into run (id, organization_id, task_id, execution_id, kind, host, rank, state, attempt, first_due_at, due_at,
                             created_at)
            select gen_random_uuid(), :organization, gen_random_uuid(), gen_random_uuid(), 'trigger', 'a.test', 94, 0, 1,
                   app_now() + :seconds * interval '1 second', app_now() + :seconds * interval '1 second', app_now()
              from generate_series(1, 20)
            """;

    private final TestAccounts accounts;
    private final ClaimStatement statement;
    private final NodeIdentity node;
    private final VitalDatabase database;

    FairShareTurnTest(TestAccounts accounts, ClaimStatement statement, NodeIdentity node, VitalDatabase database) {
        this.accounts = accounts;
        this.statement = statement;
        this.node = node;
        this.database = database;
    }

    /// With one free worker as well as with many, no organization is passed over.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 64})
    void every_organization_has_its_turn_before_any_has_a_second(int limit) {
        List<UUID> tenants = tenants();
        database.transactions().executeWithoutResult(status -> {
            status.setRollbackOnly();
            tenants.forEach(id -> runs(id, -60));
            FairShare share = new FairShare(statement, node);
            Map<UUID, Integer> turns = new HashMap<>();
            int claims = 0;
            while (turns.size() < ORGANIZATIONS) {
                List<UUID> served = share.take(limit).stream()
                        .map(ClaimedRun::organizationId)
                        .filter(tenants::contains)
                        .distinct()
                        .toList();
                served.forEach(id -> turns.merge(id, 1, Integer::sum));
                // Other tests' organizations, if any, take turns too.
                assertThat(++claims).isLessThan(CLAIMS_A_TURN * (ORGANIZATIONS + 50));
            }
            assertThat(turns.values()).containsOnly(1);
        });
    }

    private List<UUID> tenants() {
        return Stream.generate(() -> accounts.newTenant().organizationId())
                .limit(ORGANIZATIONS)
                .toList();
    }

    private void runs(UUID organization, int seconds) {
        database.jdbc()
                .sql(RUNS)
                .param("organization", organization)
                .param("seconds", seconds)
                .update();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void organizations_whose_runs_are_due_later_cost_nobody_a_turn(int limit) {
        List<UUID> later = tenants();
        UUID due = accounts.newTenant().organizationId();
        database.transactions().executeWithoutResult(status -> {
            status.setRollbackOnly();
            later.forEach(id -> runs(id, 3_600));
            runs(due, -60);
            FairShare share = new FairShare(statement, node);
            List<UUID> served = Stream.generate(() -> share.take(limit))
                    .limit(CLAIMS_A_TURN * 2)
                    .flatMap(List::stream)
                    .map(ClaimedRun::organizationId)
                    .filter(id -> id.equals(due) || later.contains(id))
                    .toList();
            assertThat(served).isNotEmpty().containsOnly(due);
        });
    }
}

package eu.runlater.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTime;
import eu.runlater.engine.web.Caller;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@EngineTest
class AuditTest {
    private final TestAccounts accounts;
    private final TestApi api;
    private final TestTime time;
    private final AuditLog audit;
    private final AuditSealing sealing;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Tenant tenant;
    private final Caller caller;

    AuditTest(
            TestAccounts accounts,
            TestApi api,
            TestTime time,
            AuditLog audit,
            AuditSealing sealing,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.api = api;
        this.time = time;
        this.audit = audit;
        this.sealing = sealing;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.tenant = accounts.newTenant();
        this.caller =
                Caller.key(tenant.organizationId(), "unlimited", Caller.Scope.FULL, UUID.randomUUID(), "deploy", false);
    }

    private void act(String name) {
        audit.record(caller, AuditAction.of("queue.paused", "queue", name, name).reason("because of " + name));
    }

    private JsonNode list(String query) {
        return api.get(tenant.key(), "/api/v1/audit" + query).json();
    }

    private JsonNode verdict() {
        return api.get(tenant.key(), "/api/v1/audit/verify").json().path("data");
    }

    @Test
    void an_entry_says_who_did_what_to_what_and_why() {
        audit.record(
                caller,
                AuditAction.of("queue.updated", "queue", "mail", "mail")
                        .change("concurrency", 1, 5)
                        .change("priority", 5, 5)
                        .changed("secret")
                        .meta("waiting", 12)
                        .reason("black friday"));

        JsonNode entry = list("").at("/data/0");
        assertThat(entry.at("/number").asLong()).isEqualTo(1);
        assertThat(entry.at("/actor/type").asString()).isEqualTo("api");
        assertThat(entry.at("/actor/name").asString()).isEqualTo("deploy");
        assertThat(entry.at("/action").asString()).isEqualTo("queue.updated");
        assertThat(entry.at("/resource/id").asString()).isEqualTo("mail");
        assertThat(entry.at("/changes/concurrency/to").asInt()).isEqualTo(5);
        assertThat(entry.at("/changes/secret").isEmpty()).isTrue();
        assertThat(entry.at("/changes").has("priority")).isFalse();
        assertThat(entry.at("/metadata/waiting").asInt()).isEqualTo(12);
        assertThat(entry.at("/reason").asString()).isEqualTo("black friday");
        assertThat(entry.at("/hash").asString()).hasSize(64);
    }

    @Test
    void the_list_is_newest_first_in_pages_and_filters() {
        IntStream.range(0, 5).forEach(i -> act("q" + i));
        audit.record(caller, AuditAction.of("task.created", "task", UUID.randomUUID(), "nightly"));

        JsonNode first = list("?limit=4");
        assertThat(first.path("has_more").asBoolean()).isTrue();
        JsonNode second = list("?limit=4&cursor=" + first.path("next_cursor").asString());
        assertThat(second.path("data").size()).isEqualTo(2);
        assertThat(second.at("/data/1/number").asLong()).isEqualTo(1);
        assertThat(second.path("has_more").asBoolean()).isFalse();
        assertThat(list("?action=queue").path("data").size()).isEqualTo(5);
        assertThat(list("?action=task.created").path("data").size()).isEqualTo(1);
        assertThat(list("?resource_type=queue&resource_id=q3").path("data").size())
                .isEqualTo(1);
        assertThat(list("?actor_id=" + caller.credentialId()).path("data").size())
                .isEqualTo(6);
        assertThat(list("?from=2999-01-01T00:00:00Z").path("data").size()).isZero();
    }

    @Test
    void another_organization_sees_nothing_of_it() {
        act("mine");
        Tenant other = accounts.newTenant();
        assertThat(api.get(other.key(), "/api/v1/audit").json().path("data").size())
                .isZero();
    }

    @Test
    void a_key_that_may_only_read_or_enqueue_may_not_see_it() {
        for (String scope : List.of("read", "enqueue")) {
            String key = accounts.newKey(tenant.organizationId(), scope);
            assertThat(api.get(key, "/api/v1/audit").status()).isEqualTo(403);
            assertThat(api.get(key, "/api/v1/audit/verify").status()).isEqualTo(403);
        }
        assertThat(api.get(null, "/api/v1/audit").status()).isEqualTo(401);
    }

    @Test
    void bad_parameters_are_refused_by_name() {
        for (String query : List.of("actor_id=x", "from=yesterday", "to=2026-01-01", "cursor=abc", "limt=5")) {
            TestApi.Answer answer = api.get(tenant.key(), "/api/v1/audit?" + query);
            assertThat(answer.status()).as(query).isEqualTo(422);
            assertThat(answer.body()).contains(query.substring(0, query.indexOf('=')));
        }
    }

    @Test
    void an_entry_and_its_change_are_stored_together_or_not_at_all() {
        transactions.executeWithoutResult(transaction -> {
            act("undone");
            transaction.setRollbackOnly();
        });
        assertThat(list("").path("data").size()).isZero();
        assertThat(verdict().path("valid").asBoolean()).isTrue();
    }

    @Test
    void many_writers_make_one_chain_that_verifies() throws Exception {
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = IntStream.range(0, 60)
                    .<Future<?>>mapToObj(i -> workers.submit(() -> act("q" + i)))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        }
        JsonNode verdict = verdict();
        assertThat(verdict.path("valid").asBoolean()).isTrue();
        assertThat(verdict.path("entries").asInt()).isEqualTo(60);
    }

    @Test
    void rows_can_be_neither_changed_nor_deleted() {
        act("fixed");
        for (String sql : List.of(
                "update audit_entry set action = 'x' where organization_id = :id",
                "delete from audit_entry where organization_id = :id")) {
            assertThatThrownBy(() ->
                            jdbc.sql(sql).param("id", tenant.organizationId()).update())
                    .hasMessageContaining("append-only");
        }
        assertThatThrownBy(() -> jdbc.sql("truncate audit_entry").update()).hasMessageContaining("append-only");
    }

    @Test
    void verify_names_the_first_row_that_was_tampered_with() {
        IntStream.range(0, 5).forEach(i -> act("q" + i));
        tamper("update audit_entry set canonical = replace(canonical, 'q2', 'q9') where number = 3");
        assertThat(verdict().path("valid").asBoolean()).isFalse();
        assertThat(verdict().at("/broken/number").asLong()).isEqualTo(3);
    }

    @Test
    void verify_sees_a_changed_column_a_missing_row_and_a_cut_off_end() {
        IntStream.range(0, 5).forEach(i -> act("q" + i));
        sealing.once();
        tamper("update audit_entry set action = 'queue.resumed' where number = 2");
        assertThat(verdict().at("/broken/number").asLong()).isEqualTo(2);
        tamper("update audit_entry set action = 'queue.paused' where number = 2");
        assertThat(verdict().path("valid").asBoolean()).isTrue();

        tamper("delete from audit_entry where number = 5");
        assertThat(verdict().at("/broken/number").asLong()).isEqualTo(5);
        jdbc.sql("""
                        update audit_chain set length = 4, head =
                          (select hash from audit_entry where organization_id = :id and number = 4)
                         where organization_id = :id""").param("id", tenant.organizationId()).update();
        assertThat(verdict().at("/broken/reason").asString()).contains("seal");
    }

    private void tamper(String sql) {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("set local session_replication_role = replica").update(); // as one with the database's keys can
            jdbc.sql(sql + " and organization_id = :id")
                    .param("id", tenant.organizationId())
                    .update();
        });
    }

    @Test
    void after_ninety_days_entries_go_and_the_rest_still_verifies() {
        IntStream.range(0, 3).forEach(i -> act("old" + i));
        time.advance(Duration.ofDays(91));
        act("new");
        sealing.once();

        JsonNode left = list("").path("data");
        assertThat(left.size()).isEqualTo(1);
        assertThat(left.at("/0/number").asLong()).isEqualTo(4);
        assertThat(verdict().path("valid").asBoolean()).isTrue();
        assertThat(verdict().path("from").asLong()).isEqualTo(4);
    }
}

package eu.runlater.engine.executions;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.executions.HistoryFixture.Task;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Page;
import eu.runlater.model.query.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class SearchTest {
    private final ExecutionQueries queries;
    private final HistoryFixture given;
    private final TestAccounts accounts;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private Tenant tenant;
    private Instant now;

    SearchTest(
            ExecutionQueries queries,
            HistoryFixture given,
            TestAccounts accounts,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.queries = queries;
        this.given = given;
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.tenant = accounts.newTenant();
        this.now = given.now();
    }

    @BeforeEach
    void freshTenant() {
        tenant = accounts.newTenant();
        now = given.now();
    }

    @AfterEach
    void forget() {
        given.forget(tenant.organizationId());
    }

    private Task task(String name) {
        return given.task(tenant.organizationId(), name, "https://api.acme.test/" + name, null);
    }

    private Task queued(String name) {
        return given.task(tenant.organizationId(), name, "https://api.acme.test/" + name, "billing");
    }

    private Instant ago(Duration duration) {
        return now.minus(duration);
    }

    private List<ExecutionSummary> found(String query) {
        return pages(query, false, 100);
    }

    private List<ExecutionSummary> pages(String query, boolean byRun, int size) {
        Query read = ((Query.Read) Query.read(query)).query();
        List<ExecutionSummary> all = new ArrayList<>();
        @Nullable Cursor after = null;
        while (true) {
            Page<ExecutionSummary> page = queries.page(new Search(tenant.organizationId(), read, byRun, size, after));
            all.addAll(page.data());
            assertThat(page.hasMore()).isEqualTo(page.nextCursor() != null);
            if (page.nextCursor() == null) {
                assertThat(queries.count(tenant.organizationId(), read, byRun)).isEqualTo(all.size());
                return all;
            }
            assertThat(page.data()).hasSize(size);
            after = Cursor.read(page.nextCursor()).orElseThrow();
        }
    }

    private static List<UUID> ids(List<ExecutionSummary> rows) {
        return rows.stream().map(ExecutionSummary::id).toList();
    }

    @Test
    void waiting_running_and_finished_stand_in_one_order_by_their_plan() {
        Task task = task("a");
        UUID later = given.waiting(task, now.plusSeconds(600));
        UUID finished = given.attempt(task).due(ago(Duration.ofMinutes(1))).save();
        UUID running = given.running(task, given.id(), 1, ago(Duration.ofMinutes(2)));
        UUID older = given.attempt(task).due(ago(Duration.ofHours(30))).save();
        List<ExecutionSummary> rows = found("");
        assertThat(ids(rows)).containsExactly(later, finished, running, older);
        assertThat(rows)
                .extracting(ExecutionSummary::status)
                .containsExactly("pending", "success", "running", "success");
        assertThat(rows).extracting(ExecutionSummary::maxAttempts).containsOnly(6);
        assertThat(rows.get(1).waitMs()).isEqualTo(10);
        assertThat(rows.get(2).waitMs()).isEqualTo(5);
    }

    @Test
    void pages_of_any_size_show_every_row_once_also_where_many_share_a_moment() {
        Task task = queued("a");
        Instant moment = ago(Duration.ofMinutes(3)).plusNanos(1_000);
        for (int i = 0; i < 7; i++) {
            given.attempt(task).due(moment).save();
            given.waiting(task, moment);
            given.attempt(task).due(moment.minusNanos(1_000)).save();
        }
        List<UUID> all = ids(pages("", false, 100));
        assertThat(all).hasSize(21).doesNotHaveDuplicates();
        for (int size : List.of(1, 2, 5, 20, 21)) {
            assertThat(ids(pages("", false, size))).as("pages of " + size).isEqualTo(all);
        }
    }

    @Test
    void another_organizations_rows_are_not_there() {
        given.attempt(task("a")).save();
        given.waiting(task("b"), now.plusSeconds(600));
        Tenant first = tenant;
        tenant = accounts.newTenant();
        assertThat(found("")).isEmpty();
        given.forget(first.organizationId());
    }

    @Test
    void what_is_past_retention_is_not_there() {
        Task task = task("a");
        given.attempt(task).due(ago(Duration.ofDays(31))).save();
        UUID kept = given.attempt(task).due(ago(Duration.ofDays(29))).save();
        assertThat(ids(found(""))).containsExactly(kept);
    }

    @Test
    void a_run_has_one_row_its_newest_attempt() {
        Task task = task("a");
        UUID retried = given.id();
        given.attempt(task)
                .ofRun(retried, 1)
                .due(ago(Duration.ofMinutes(9)))
                .failed(500, "x")
                .followedAt(now)
                .save();
        UUID lastFailure = given.attempt(task)
                .ofRun(retried, 2)
                .due(ago(Duration.ofMinutes(8)))
                .failed(500, "x")
                .followedAt(now.plusSeconds(600))
                .save();
        given.waiting(task, retried, 3, now.plusSeconds(600));

        UUID inFlight = given.id();
        given.attempt(task)
                .ofRun(inFlight, 1)
                .due(ago(Duration.ofMinutes(7)))
                .failed(500, "x")
                .followedAt(now)
                .save();
        UUID second = given.running(task, inFlight, 2, ago(Duration.ofMinutes(6)));

        UUID over = given.id();
        given.attempt(task)
                .ofRun(over, 1)
                .due(ago(Duration.ofMinutes(5)))
                .failed(500, "x")
                .followedAt(now)
                .save();
        UUID success = given.attempt(task)
                .ofRun(over, 2)
                .due(ago(Duration.ofMinutes(4)))
                .save();

        UUID fresh = given.waiting(task, now.plusSeconds(500));

        assertThat(ids(pages("", true, 2))).containsExactly(fresh, success, second, lastFailure);
        assertThat(ids(pages("status:failed", true, 2))).containsExactly(lastFailure);
        assertThat(pages("", false, 2)).hasSize(8);
    }

    @Test
    void the_newest_of_a_task_are_listed_by_its_id() {
        Task task = task("a");
        given.attempt(task("b")).save();
        given.attempt(task).due(ago(Duration.ofHours(1))).save();
        UUID second = given.attempt(task).due(ago(Duration.ofMinutes(1))).save();
        UUID waiting = given.waiting(task, now.plusSeconds(900));
        assertThat(ids(queries.ofTask(tenant.organizationId(), task.id(), 2))).containsExactly(waiting, second);
        assertThat(queries.ofTask(accounts.newTenant().organizationId(), task.id(), 2))
                .isEmpty();
    }

    @Test
    void every_query_finds_the_rows_that_the_model_says_it_means() {
        Task invoices =
                given.task(tenant.organizationId(), "Nightly-Invoices", "https://api.acme.test/100%25_done", "billing");
        Task stock = given.task(tenant.organizationId(), "sync stock, all", "https://stock.acme.test/a", null);
        UUID run = given.id();
        given.attempt(invoices)
                .ofRun(run, 1)
                .due(ago(Duration.ofHours(3)))
                .failed(503, "card processor down")
                .save();
        given.attempt(invoices)
                .due(ago(Duration.ofMinutes(30)))
                .failed(404, "no such thing")
                .save();
        given.attempt(invoices)
                .due(ago(Duration.ofHours(26)))
                .finished(ago(Duration.ofMinutes(10)))
                .save();
        given.attempt(stock)
                .due(ago(Duration.ofMinutes(50)))
                .failed("timeout", null, "timed out")
                .status("timeout")
                .save();
        given.attempt(stock)
                .due(ago(Duration.ofDays(2)))
                .kind("retry")
                .http(204)
                .save();
        given.waiting(invoices, ago(Duration.ofHours(5)));
        given.waiting(stock, now.plusSeconds(900));
        given.running(stock, given.id(), 2, ago(Duration.ofSeconds(90)));
        List<ExecutionSummary> all = found("");
        assertThat(all).hasSize(8);
        UUID cause = all.stream()
                .map(ExecutionSummary::cause)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        List<String> queries = List.of(
                "status:failed",
                "status:failed,timeout",
                "-status:success",
                "status:pending",
                "status:running,success",
                "-status:pending,running",
                "task:nightly-*",
                "task:NIGHTLY-invoices",
                "task:*",
                "-task:\"sync stock, all\"",
                "task:\"sync*\"",
                "task:" + stock.id(),
                "-task:" + stock.id() + ",nope",
                "queue:billing",
                "queue:BILLING",
                "queue:b*",
                "-queue:*",
                "-queue:billing",
                "host:*.ACME.test",
                "host:stock.acme.test,api.acme.test",
                "kind:retry",
                "-kind:once",
                "kind:RE*",
                "code:5xx",
                "code:404",
                "-code:404",
                "code:*",
                "-code:*",
                "code:200-204,404",
                "since:1h",
                "since:4h",
                "until:1h",
                "since:4h until:1h",
                "until:now",
                "until:+20m",
                "since:+5m",
                "since:+2d",
                "since:" + ago(Duration.ofMinutes(40)),
                "run:" + run,
                "-run:" + run,
                "id:" + all.getFirst().id(),
                "cause:" + cause,
                "-cause:" + cause,
                "invoices",
                "PROCESSOR",
                "100%",
                "100%_d",
                "100*done",
                "a%b",
                "0_\\d",
                "-acme",
                "http_status",
                "\"card processor\"",
                "card*down",
                "timed",
                "stock since:1h",
                "status:failed code:404 since:1h task:night* host:api.* -queue:other kind:once invoices");
        for (String text : queries) {
            Query query = ((Query.Read) Query.read(text)).query();
            List<UUID> meant = all.stream()
                    .filter(row -> query.matches(row, now))
                    .map(ExecutionSummary::id)
                    .toList();
            assertThat(ids(pages(text, false, 3))).as(text).isEqualTo(meant);
        }
    }

    @Test
    void counting_stops_at_its_limit() {
        Task task = task("a");
        UUID template = given.attempt(task).save();
        given.copies(template, ExecutionQueries.COUNT_LIMIT + 5);
        assertThat(queries.count(tenant.organizationId(), Query.EVERYTHING, false))
                .isEqualTo(ExecutionQueries.COUNT_LIMIT + 1);
        assertThat(queries.page(new Search(tenant.organizationId(), Query.EVERYTHING, false, 200, null))
                        .data())
                .hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "since:20h", "-status:cancelled", "task:nightly-* since:20h"})
    void a_page_far_down_is_read_from_its_place_in_the_order_without_sorting_the_history(String text) {
        UUID template = given.attempt(task("nightly-a")).save();
        given.copies(template, 20_000);
        jdbc.sql("analyze execution").update();
        Condition condition = new Condition(((Query.Read) Query.read(text)).query(), now);
        List<String> lines = Objects.requireNonNull(transactions.execute(_ -> {
            // How many rows other tests left decides what is cheapest; the question here is what the indexes allow.
            jdbc.sql("set local enable_sort = off").update();
            return jdbc.sql("explain (costs off) "
                            + ExecutionQueries.pageSql(condition, false, true).orElseThrow())
                    .params(condition.values())
                    .param("organization", tenant.organizationId())
                    .param("limit", 51)
                    .param("after_at", ago(Duration.ofSeconds(19_000)).atOffset(ZoneOffset.UTC))
                    .param("after_id", template)
                    .query(String.class)
                    .list();
        }));
        String plan = String.join("\n", lines);
        assertThat(plan)
                .contains("Merge Append", "ROW(scheduled_for, id) <", "ROW(due_at, execution_id) <")
                .doesNotContain("Seq Scan on execution");
        // The one sort is that of the two tables' pages, put together.
        assertThat(plan.lines().filter(line -> line.strip().equals("->  Sort"))).hasSize(1);
    }
}

package eu.runlater.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@EngineTest
class RecurringTaskTest {
    private final TestAccounts accounts;
    private final TestApi api;
    private final TestTime time;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    RecurringTaskTest(TestAccounts accounts, TestApi api, TestTime time, JdbcClient jdbc, InstantSource clock) {
        this.accounts = accounts;
        this.api = api;
        this.time = time;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Test
    void a_cron_task_is_stored_with_its_next_five_firings() {
        Tenant tenant = accounts.newTenant();

        TestApi.Answer answer = api.post(tenant.key(), "/api/v1/tasks", """
                {"url":"https://shop.example/export","cron":"30 2 * * *","timezone":"Europe/Oslo","name":"nightly"}""");

        assertThat(answer.status()).isEqualTo(201);
        JsonNode task = answer.json().path("data");
        assertThat(task.path("schedule_type").asString()).isEqualTo("cron");
        assertThat(task.path("method").asString()).isEqualTo("GET");
        assertThat(task.path("retry_attempts").asInt()).isZero();
        assertThat(task.path("overlap").asString()).isEqualTo("allow");
        assertThat(task.path("misfire").asString()).isEqualTo("run_latest");
        assertThat(task.path("next_runs").size()).isEqualTo(5);
        assertThat(task.path("next_run_at")).isEqualTo(task.path("next_runs").get(0));
        assertThat(api.get(tenant.key(), "/api/v1/tasks/" + task.path("id").asString())
                        .json()
                        .at("/data/name")
                        .asString())
                .isEqualTo("nightly");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "cron":"60 * * * *"                                | cron     | minute field
        "cron":"0 0 30 2 *"                                | cron     | never fires
        "cron":"* * * * *","every":"5m"                    | every    | together
        "every":"0s"                                       | every    | such as
        "every":"soon"                                     | every    | such as
        "cron":"* * * * *","timezone":"berlin"             | timezone | Europe/Berlin
        "cron":"* * * * *","delay":"5m"                    | delay    | starts_at
        "cron":"* * * * *","ends_at":"2020-01-01T00:00:00Z" | ends_at | future
        "cron":"* * * * *","starts_at":"tomorrow"          | starts_at | ISO 8601
        "cron":"* * * * *","overlap":"never"               | overlap  | allow
        "cron":"* * * * *","misfire":"all"                 | misfire  | run_all
        "cron":"* * * * *","max_runs":0                    | max_runs | 1
        "cron":"* * * * *","dedupe_key":"a"                | dedupe_key | one-time
        "schedule_type":"cron"                             | cron     | required
        """)
    void what_cannot_be_is_refused_naming_the_field(String fields, String field, String said) {
        Tenant tenant = accounts.newTenant();

        TestApi.Answer answer =
                api.post(tenant.key(), "/api/v1/tasks", "{\"url\":\"https://shop.example/\"," + fields + "}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().at("/error/details/" + field).toString()).contains(said);
        assertThat(tasks(tenant)).isZero();
    }

    private long tasks(Tenant tenant) {
        return jdbc.sql("select count(*) from task where organization_id = :id")
                .param("id", tenant.organizationId())
                .query(Long.class)
                .single();
    }

    @Test
    void the_free_plan_allows_five_tasks_and_no_gap_below_an_hour_however_it_is_written() {
        Tenant tenant = accounts.newTenant("free");
        for (String often : List.of("* * * * *", "0-59 * * * *", "0/5 * * * *", "0,30 * * * *")) {
            assertThat(create(tenant, "\"cron\":\"" + often + "\"").status()).isEqualTo(422);
        }
        assertThat(create(tenant, "\"every\":\"59m\"").status()).isEqualTo(422);
        for (int i = 0; i < 5; i++) {
            assertThat(create(tenant, "\"cron\":\"0 * * * *\"").status()).isEqualTo(201);
        }

        TestApi.Answer sixth = create(tenant, "\"cron\":\"0 * * * *\"");

        assertThat(sixth.status()).isEqualTo(422);
        assertThat(sixth.json().at("/error/details/base").toString()).contains("5 recurring tasks");
    }

    private TestApi.Answer create(Tenant tenant, String fields) {
        return api.post(tenant.key(), "/api/v1/tasks", "{\"url\":\"https://shop.example/\"," + fields + "}");
    }

    @Test
    void it_fires_at_its_time_and_never_before() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            UUID task = every(tenant, target, "2s", "");

            target.awaitCalls("/hook", 3);

            List<Map<String, Object>> rows =
                    jdbc.sql("""
                    select scheduled_for, started_at from execution where task_id = :task and status = 'success'
                    """).param("task", task).query().listOfRows();
            assertThat(rows)
                    .allSatisfy(row -> assertThat(((java.sql.Timestamp) row.get("started_at")))
                            .isAfterOrEqualTo((java.sql.Timestamp) row.get("scheduled_for")));
            assertThat(rows.stream()
                            .map(row -> row.get("scheduled_for"))
                            .distinct()
                            .count())
                    .isEqualTo(rows.size());
            disable(tenant, task);
        }
    }

    private UUID every(Tenant tenant, TestTarget target, String interval, String more) {
        TestApi.Answer answer =
                api.post(tenant.key(), "/api/v1/tasks", """
                {"url":"%s","every":"%s"%s}""".formatted(target.url("/hook"), interval, more));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return UUID.fromString(answer.json().at("/data/id").asString());
    }

    private TestApi.Answer disable(Tenant tenant, UUID task) {
        return patch(tenant, task, "{\"enabled\":false,\"reason\":\"ticket 4\"}");
    }

    private TestApi.Answer patch(Tenant tenant, UUID task, String json) {
        return api.call("PATCH", tenant.key(), "/api/v1/tasks/" + task, json, Map.of());
    }

    @Test
    void an_hour_of_outage_makes_one_run_and_a_missed_row_for_each_of_the_rest() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            UUID task = every(tenant, target, "10m", "");

            time.advance(Duration.ofMinutes(61));

            target.awaitCalls("/hook", 1);
            await().atMost(Duration.ofSeconds(30)).until(() -> missed(task) == 5);
            assertThat(ledger(task)).containsOnlyKeys("run", "missed").containsEntry("missed", 5L);
        }
    }

    @Test
    void after_an_outage_the_calls_of_many_tasks_are_spread() {
        int tasks = 20;
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            for (int i = 0; i < tasks; i++) {
                every(tenant, target, "10m", "");
            }

            time.advance(Duration.ofMinutes(61));

            await().atMost(Duration.ofSeconds(30)).until(() -> planned(tenant) == tasks);
            // Of twenty over thirty seconds, most are still ahead when the last has been planned.
            assertThat(jdbc.sql("""
                            select count(*) from run
                             where organization_id = :id and due_at > app_now() + interval '5 seconds'
                            """)
                            .param("id", tenant.organizationId())
                            .query(Integer.class)
                            .single())
                    .isGreaterThanOrEqualTo(tasks / 4);
            assertThat(target.calls("/hook")).hasSizeLessThan(tasks);

            time.advance(Duration.ofSeconds(31));
            target.awaitCalls("/hook", tasks);
        }
    }

    /// Runs that made up for missed firings.
    private long planned(Tenant tenant) {
        return jdbc.sql("select count(*) from firing where organization_id = :id and outcome = 'run'")
                .param("id", tenant.organizationId())
                .query(Long.class)
                .single();
    }

    /// A task that was to fire an hour from now on, so that moving the clock by an hour makes it late.
    private UUID cronBefore(Tenant tenant, TestTarget target, String cron, String more) {
        TestApi.Answer answer = api.post(tenant.key(), "/api/v1/tasks", """
                {"url":"%s","cron":"%s"%s}""".formatted(target.url("/hook"), cron, more));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return UUID.fromString(answer.json().at("/data/id").asString());
    }

    private long missed(UUID task) {
        return jdbc.sql("select count(*) from execution where task_id = :task and status = 'missed'")
                .param("task", task)
                .query(Long.class)
                .single();
    }

    private Map<String, Long> ledger(UUID task) {
        return jdbc.sql("""
                    select outcome, count(*) as n from firing
                     where task_id = :task and scheduled_for <= app_now() group by outcome
                    """).param("task", task).query().listOfRows().stream()
                .collect(java.util.stream.Collectors.toMap(
                        row -> String.valueOf(row.get("outcome")), row -> (Long) row.get("n")));
    }

    @Test
    void misfire_run_all_makes_up_for_every_firing_in_order() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            UUID task = cronBefore(tenant, target, "*/10 * * * *", ",\"misfire\":\"run_all\",\"queue\":\"one\"");

            time.advance(Duration.ofHours(1));

            target.awaitCalls("/hook", 6);
            assertThat(missed(task)).isZero();
            List<Instant> planned = jdbc.sql("""
                    select scheduled_for from execution where task_id = :task order by finished_at
                    """)
                    .param("task", task)
                    .query((row, _) -> row.getTimestamp(1).toInstant())
                    .list();
            assertThat(planned).isSorted();
        }
    }

    @Test
    void misfire_skip_runs_nothing_that_is_late() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            UUID task = cronBefore(tenant, target, "*/10 * * * *", ",\"misfire\":\"skip\"");

            time.advance(Duration.ofHours(1));

            await().atMost(Duration.ofSeconds(30)).until(() -> missed(task) == 6);
            assertThat(target.calls()).isEmpty();
        }
    }

    @Test
    void three_years_of_missed_minutes_are_a_hundred_rows_and_one_that_counts_the_rest() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            UUID task = cronBefore(tenant, target, "* * * * *", ",\"misfire\":\"skip\"");
            jdbc.sql("""
                    update task set next_run_at = next_run_at - interval '1096 days', tick_at = tick_at - interval '1096 days'
                     where id = :id
                    """).param("id", task).update();

            await().atMost(Duration.ofSeconds(30)).until(() -> missed(task) == 101);

            long counted = jdbc.sql("select sum(firings) from firing where task_id = :task and outcome = 'missed'")
                    .param("task", task)
                    .query(Long.class)
                    .single();
            assertThat(counted).isBetween(1096L * 1440 - 2, 1096L * 1440 + 2);
            disable(tenant, task);
        }
    }

    @Test
    void overlap_skip_leaves_out_what_would_run_beside_a_run_that_goes_on() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            target.on("/hook", Answer.hang());
            UUID task = every(tenant, target, "1s", ",\"overlap\":\"skip\"");

            await().atMost(Duration.ofSeconds(30)).until(() -> ledger(task).getOrDefault("skipped", 0L) >= 2);

            assertThat(target.calls("/hook")).hasSize(1);
            assertThat(firings(tenant, task))
                    .anySatisfy(firing ->
                            assertThat(firing.path("reason").asString()).isEqualTo("overlap"));
            disable(tenant, task);
        }
    }

    private List<JsonNode> firings(Tenant tenant, UUID task) {
        return StreamSupport.stream(
                        api.get(tenant.key(), "/api/v1/tasks/" + task + "/firings")
                                .json()
                                .path("data")
                                .spliterator(),
                        false)
                .toList();
    }

    @Test
    void overlap_queue_one_keeps_one_waiting_and_runs_it_next() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            target.on("/hook", Answer.status(200).after(Duration.ofSeconds(3)), Answer.status(200));
            UUID task = every(tenant, target, "1s", ",\"overlap\":\"queue_one\"");

            await().atMost(Duration.ofSeconds(30)).until(() -> ledger(task).getOrDefault("skipped", 0L) >= 1);
            target.awaitCalls("/hook", 2);
            disable(tenant, task);

            assertThat(jdbc.sql("select count(*) from run where task_id = :task and state = 3")
                            .param("task", task)
                            .query(Long.class)
                            .single())
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void disabling_takes_back_what_was_planned_and_enabling_makes_up_for_nothing() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            UUID task = cronBefore(tenant, target, "*/10 * * * *", "");

            JsonNode disabled = disable(tenant, task).json().path("data");
            assertThat(disabled.path("enabled").asBoolean()).isFalse();
            assertThat(disabled.path("next_run_at").isNull()).isTrue();
            time.advance(Duration.ofHours(1));
            JsonNode enabled = patch(tenant, task, "{\"enabled\":true}").json().path("data");

            assertThat(Instant.parse(enabled.path("next_run_at").asString())).isAfter(clock.instant());
            assertThat(firings(tenant, task)).anySatisfy(firing -> {
                assertThat(firing.path("state").asString()).isEqualTo("skipped");
                assertThat(firing.path("reason").asString()).isEqualTo("disabled");
                assertThat(firing.path("message").asString()).contains("ticket 4");
            });
            assertThat(missed(task)).isZero();
            assertThat(target.calls()).isEmpty();
        }
    }

    @Test
    void an_edit_of_the_schedule_replaces_what_the_old_one_had_planned() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            UUID task = every(tenant, target, "8s", "");
            await().atMost(Duration.ofSeconds(30)).until(() -> planned(task) == 1);

            JsonNode edited =
                    patch(tenant, task, "{\"cron\":\"0 0 1 1 *\"}").json().path("data");

            assertThat(edited.path("schedule_type").asString()).isEqualTo("cron");
            assertThat(edited.path("every").isNull()).isTrue();
            assertThat(planned(task)).isZero();
            assertThat(ledger(task)).isEmpty();
        }
    }

    private long planned(UUID task) {
        return jdbc.sql("select count(*) from run where task_id = :task")
                .param("task", task)
                .query(Long.class)
                .single();
    }

    @Test
    void an_edit_of_something_else_leaves_the_schedule_alone() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            UUID task = every(tenant, target, "1h", "");
            JsonNode before =
                    api.get(tenant.key(), "/api/v1/tasks/" + task).json().path("data");

            JsonNode after = patch(tenant, task, "{\"name\":\"other\",\"headers\":{\"x-a\":\"b\"}}")
                    .json()
                    .path("data");

            assertThat(after.path("next_run_at")).isEqualTo(before.path("next_run_at"));
            assertThat(after.path("name").asString()).isEqualTo("other");
            assertThat(after.path("headers").path("x-a").asString()).isEqualTo("b");
            assertThat(after.path("version").asInt()).isEqualTo(2);
        }
    }

    @Test
    void an_edit_of_an_older_version_is_a_conflict_that_names_the_current_one() {
        Tenant tenant = accounts.newTenant();
        UUID task = UUID.fromString(
                create(tenant, "\"cron\":\"0 0 * * *\"").json().at("/data/id").asString());
        patch(tenant, task, "{\"name\":\"first\",\"version\":1}");

        TestApi.Answer second = patch(tenant, task, "{\"name\":\"second\",\"version\":1}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().at("/error/code").asString()).isEqualTo("version_conflict");
        assertThat(second.json().at("/error/message").asString()).contains("it is at 2");
    }

    @Test
    void a_deleted_task_is_gone_from_every_answer_and_runs_no_more() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            UUID task = every(tenant, target, "8s", "");
            await().atMost(Duration.ofSeconds(30)).until(() -> planned(task) == 1);

            assertThat(api.delete(tenant.key(), "/api/v1/tasks/" + task).status())
                    .isEqualTo(204);

            assertThat(planned(task)).isZero();
            assertThat(api.get(tenant.key(), "/api/v1/tasks/" + task).status()).isEqualTo(404);
            assertThat(api.delete(tenant.key(), "/api/v1/tasks/" + task).status())
                    .isEqualTo(404);
            assertThat(api.get(tenant.key(), "/api/v1/tasks/" + task + "/firings")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void a_trigger_runs_a_disabled_task_beside_its_schedule() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            UUID task = every(tenant, target, "1h", ",\"enabled\":false");

            assertThat(api.post(tenant.key(), "/api/v1/tasks/" + task + "/trigger", "{}")
                            .status())
                    .isEqualTo(202);

            target.awaitCalls("/hook", 1);
            JsonNode shown =
                    api.get(tenant.key(), "/api/v1/tasks/" + task).json().path("data");
            assertThat(shown.path("next_run_at").isNull()).isTrue();
        }
    }

    @Test
    void max_runs_ends_the_schedule() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            UUID task = every(tenant, target, "1s", ",\"max_runs\":2");

            target.awaitCalls("/hook", 2);
            await().atMost(Duration.ofSeconds(30)).until(() -> planned(task) == 0);

            JsonNode shown =
                    api.get(tenant.key(), "/api/v1/tasks/" + task).json().path("data");
            assertThat(shown.path("next_run_at").isNull()).isTrue();
            assertThat(target.calls("/hook")).hasSize(2);
            assertThat(shown.path("recent").size()).isEqualTo(2);
        }
    }

    @Test
    void one_schedule_that_cannot_be_read_is_disabled_with_the_reason_and_stops_no_other() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            UUID broken = every(tenant, target, "1h", "");
            jdbc.sql(
                            "update task set cron_expression = 'nonsense', every_seconds = null, tick_at = app_now() where id = :id")
                    .param("id", broken)
                    .update();
            UUID sound = every(tenant, target, "1s", "");

            target.awaitCalls("/hook", 1);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !jdbc.sql("select enabled from task where id = :id")
                            .param("id", broken)
                            .query(Boolean.class)
                            .single());

            JsonNode shown =
                    api.get(tenant.key(), "/api/v1/tasks/" + broken).json().path("data");
            assertThat(shown.path("schedule_error").asString()).contains("nonsense");
            disable(tenant, sound);
        }
    }

    @Test
    void a_backfill_runs_what_was_missed_and_nothing_twice() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            UUID task = cronBefore(tenant, target, "*/10 * * * *", ",\"misfire\":\"skip\"");
            Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            time.advance(Duration.ofHours(1));
            await().atMost(Duration.ofSeconds(30)).until(() -> missed(task) == 6);
            String range = "\"from\":\"" + from + "\",\"to\":\"" + from.plusSeconds(3_600) + "\"";

            JsonNode dry = api.post(
                            tenant.key(), "/api/v1/tasks/" + task + "/backfill", "{" + range + ",\"dry_run\":true}")
                    .json();
            assertThat(dry.at("/data/firings").asInt()).isEqualTo(6);
            assertThat(target.calls()).isEmpty();
            TestApi.Answer done = api.post(tenant.key(), "/api/v1/tasks/" + task + "/backfill", "{" + range + "}");
            TestApi.Answer again = api.post(tenant.key(), "/api/v1/tasks/" + task + "/backfill", "{" + range + "}");

            assertThat(done.status()).isEqualTo(202);
            assertThat(done.json().at("/data/queued").asInt()).isEqualTo(6);
            assertThat(again.json().at("/data/queued").asInt()).isZero();
            target.awaitCalls("/hook", 6);
            assertThat(firings(tenant, task))
                    .anySatisfy(firing ->
                            assertThat(firing.path("state").asString()).isEqualTo("late"));
        }
    }

    @Test
    void the_preview_shows_firings_with_offsets_and_what_the_clock_change_does() {
        Tenant tenant = accounts.newTenant();

        JsonNode preview =
                api.post(tenant.key(), "/api/v1/cron/preview", """
                {"cron":"30 2 * * *","timezone":"Europe/Berlin","from":"2026-03-27T12:00:00Z","count":3}""").json().path("data");

        assertThat(preview.path("valid").asBoolean()).isTrue();
        assertThat(preview.path("sentence").asString()).isEqualTo("At 02:30 every day");
        assertThat(preview.at("/firings/0/local").asString()).isEqualTo("2026-03-28T02:30:00+01:00");
        assertThat(preview.at("/firings/1/local").asString()).isEqualTo("2026-03-29T03:00:00+02:00");
        assertThat(preview.at("/notes/0/text").asString()).contains("02:30 does not exist");
        assertThat(preview.at("/firings/1/note").asInt()).isZero();
        assertThat(preview.path("per_week").asInt()).isEqualTo(7);
        assertThat(preview.toString()).contains("happens twice").contains("\"extra\":true");
    }

    @Test
    void the_preview_of_something_impossible_says_why() {
        Tenant tenant = accounts.newTenant();

        JsonNode preview = api.post(tenant.key(), "/api/v1/cron/preview", "{\"cron\":\"0 0 30 2 *\"}")
                .json()
                .path("data");

        assertThat(preview.path("valid").asBoolean()).isFalse();
        assertThat(preview.path("error").asString()).contains("never fires");
        assertThat(preview.path("field").asString()).isEqualTo("cron");
    }

    @Test
    void what_is_planned_for_the_day_is_counted_by_the_hour() {
        Tenant tenant = accounts.newTenant();
        create(tenant, "\"cron\":\"*/15 * * * *\"");
        create(tenant, "\"cron\":\"0 0 * * *\",\"name\":\"midnight\"");

        JsonNode upcoming = api.get(tenant.key(), "/api/v1/schedule/upcoming?hours=24")
                .json()
                .path("data");

        long total = StreamSupport.stream(upcoming.path("buckets").spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .sum();
        assertThat(total).isEqualTo(97);
        assertThat(upcoming.path("tasks").size()).isEqualTo(2);
    }

    @Test
    void recurring_tasks_are_listed_by_name_a_page_at_a_time() {
        Tenant tenant = accounts.newTenant();
        for (String name : List.of("beta", "Alpha", "gamma")) {
            create(tenant, "\"cron\":\"0 0 * * *\",\"name\":\"" + name + "\"");
        }

        JsonNode first =
                api.get(tenant.key(), "/api/v1/tasks?type=recurring&limit=2").json();
        JsonNode second = api.get(
                        tenant.key(),
                        "/api/v1/tasks?type=recurring&limit=2&cursor="
                                + first.path("next_cursor").asString())
                .json();

        assertThat(first.path("data").get(0).path("name").asString()).isEqualTo("Alpha");
        assertThat(first.path("data").get(1).path("name").asString()).isEqualTo("beta");
        assertThat(second.path("data").get(0).path("name").asString()).isEqualTo("gamma");
        assertThat(second.path("has_more").asBoolean()).isFalse();
        assertThat(api.get(tenant.key(), "/api/v1/tasks?type=recurring&q=alph")
                        .json()
                        .path("data")
                        .size())
                .isEqualTo(1);
        assertThat(api.get(tenant.key(), "/api/v1/tasks").json().path("data").size())
                .isEqualTo(3);
    }

    @Test
    void two_looks_at_the_same_task_plan_a_firing_once() {
        Tenant tenant = accounts.newTenant();
        try (TestTarget target = TestTarget.start()) {
            UUID task = every(tenant, target, "8s", "");
            await().atMost(Duration.ofSeconds(30)).until(() -> planned(task) == 1);
            // As if a second leader had read the task before the first one moved it on.
            jdbc.sql("""
                    update task set next_run_at = (select min(scheduled_for) from firing where task_id = :id),
                           tick_at = app_now() where id = :id
                    """).param("id", task).update();

            target.awaitCalls("/hook", 2);

            assertThat(jdbc.sql("""
                            select count(*) from (select scheduled_for from execution where task_id = :id
                             group by scheduled_for having count(*) > 1) twice
                            """).param("id", task).query(Long.class).single())
                    .isZero();
            disable(tenant, task);
        }
    }
}

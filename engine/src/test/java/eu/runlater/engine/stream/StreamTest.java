package eu.runlater.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@EngineTest
class StreamTest {
    private static final String STARTED = "execution.started";
    private static final String FINISHED = "execution.finished";

    private final TestApi api;
    private final TestAccounts accounts;
    private final EventLogFixture log;
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final EventTrim trim;
    private final List<SseClient> clients = new ArrayList<>();
    private Tenant tenant;
    private UUID organization;

    StreamTest(
            TestApi api,
            TestAccounts accounts,
            EventLogFixture log,
            DataSource dataSource,
            JdbcClient jdbc,
            EventTrim trim) {
        this.api = api;
        this.accounts = accounts;
        this.log = log;
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.trim = trim;
        this.tenant = accounts.newTenant();
        this.organization = tenant.organizationId();
    }

    @BeforeEach
    void freshTenant() {
        tenant = accounts.newTenant();
        organization = tenant.organizationId();
    }

    @AfterEach
    void close() {
        clients.forEach(SseClient::close);
    }

    private SseClient open(String parameters) {
        return keep(SseClient.open(api.baseUrl() + "/api/v1/events" + parameters, tenant.key()));
    }

    private SseClient resume(String lastId) {
        return keep(SseClient.open(api.baseUrl() + "/api/v1/events", tenant.key(), lastId));
    }

    private SseClient keep(SseClient client) {
        clients.add(client);
        return client;
    }

    @Test
    void greets_with_time_version_and_an_id_to_resume_from() {
        SseClient client = open("").greeted();
        assertThat(client.header("content-type")).startsWith("text/event-stream");
        assertThat(client.header("cache-control")).contains("no-store");
        SseClient.Message hello = client.messages("hello").getFirst();
        assertThat(hello.id()).matches("[0-9]+");
        assertThat(hello.data().path("at").asString()).endsWith("Z");
        assertThat(hello.data().path("version").asString()).isNotBlank();
        assertThat(client.others()).anyMatch(line -> line.startsWith(":")).anyMatch(line -> line.startsWith("retry: "));
    }

    @Test
    void tells_what_is_appended_to_those_it_concerns_and_no_one_else() {
        SseClient client = open("").greeted();
        SseClient stranger = keep(SseClient.open(
                        api.baseUrl() + "/api/v1/events", accounts.newTenant().key()))
                .greeted();
        log.append(organization, STARTED, 1);
        log.append(organization, FINISHED, 2, 3);
        client.awaitTold(FINISHED, 2, 3);
        client.awaitTold(STARTED, 1);
        JsonNode message = client.messages(FINISHED).getFirst().data();
        assertThat(message.path("type").asString()).isEqualTo(FINISHED);
        assertThat(message.path("count").asInt()).isEqualTo(2);
        assertThat(message.path("at").asString()).endsWith("Z");
        assertThat(stranger.messages()).extracting(SseClient.Message::type).containsOnly("hello");
    }

    @Test
    void a_work_accepted_over_the_api_is_told() {
        SseClient client = open("?types=execution.accepted").greeted();
        api.post(tenant.key(), "/api/v1/tasks", "{\"url\":\"https://example.com/\",\"delay\":\"1h\"}");
        await().untilAsserted(
                        () -> assertThat(client.messages("execution.accepted")).hasSize(1));
        JsonNode item = client.messages("execution.accepted").getFirst().data().at("/items/0");
        assertThat(item.path("status").asString()).isEqualTo("pending");
        jdbc.sql("delete from run where organization_id = :id")
                .param("id", organization)
                .update();
    }

    @Test
    void types_and_a_task_narrow_it() {
        UUID task = UUID.randomUUID();
        SseClient finished = open("?types=execution.finished").greeted();
        SseClient all = open("?types=execution.*,monitor.down").greeted();
        SseClient ofTask = open("?task_id=" + task).greeted();
        log.append(organization, STARTED, null, 1, "0 s", 1);
        log.append(organization, STARTED, task, 1, "0 s", 2);
        log.append(organization, FINISHED, null, 1, "0 s", 3);
        log.append(organization, FINISHED, task, 1, "0 s", 4);
        all.awaitTold(STARTED, 1, 2);
        all.awaitTold(FINISHED, 3, 4);
        finished.awaitTold(FINISHED, 3, 4);
        ofTask.awaitTold(FINISHED, 4);
        assertThat(finished.told(STARTED)).isEmpty();
        assertThat(ofTask.told(STARTED)).containsExactly(2);
        assertThat(ofTask.told(FINISHED)).containsExactly(4);
    }

    @Test
    void a_row_that_stands_for_more_than_it_shows_reaches_every_task_as_a_number() {
        SseClient ofTask = open("?task_id=" + UUID.randomUUID()).greeted();
        log.append(organization, FINISHED, null, 7, "0 s", 1, 2);
        await().untilAsserted(() -> assertThat(ofTask.messages(FINISHED)).hasSize(1));
        assertThat(ofTask.messages(FINISHED).getFirst().data().path("count").asInt())
                .isEqualTo(5);
        assertThat(ofTask.told(FINISHED)).isEmpty();
    }

    @Test
    void a_client_that_comes_back_is_told_what_it_missed() {
        SseClient first = open("").greeted();
        log.append(organization, FINISHED, 1);
        first.awaitTold(FINISHED, 1);
        first.close();
        log.append(organization, FINISHED, 2);
        log.append(organization, STARTED, 3);
        SseClient second = resume(String.valueOf(first.lastId())).greeted();
        second.awaitTold(FINISHED, 2);
        second.awaitTold(STARTED, 3);
        log.append(organization, FINISHED, 4);
        second.awaitTold(FINISHED, 4);
        assertThat(second.messages("resync")).isEmpty();
        // Not strictly: a mark stays where it is while an id before it may still commit.
        assertThat(Long.parseLong(String.valueOf(second.lastId())))
                .isGreaterThanOrEqualTo(Long.parseLong(String.valueOf(first.lastId())));
    }

    @Test
    void a_client_that_missed_too_much_is_told_to_read_anew() {
        SseClient first = open("").greeted();
        log.many(organization, FINISHED, 1_500);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(total(first, FINISHED)).isEqualTo(1_500));
        SseClient second =
                resume(String.valueOf(first.messages("hello").getFirst().id())).greeted();
        await().untilAsserted(() -> assertThat(second.messages("resync")).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "999999999999999999", "abc", "99999999999999999999999999"})
    void an_id_that_cannot_be_resumed_after_gives_a_resync_to_go_on_from(String id) {
        log.append(organization, FINISHED, 1);
        jdbc.sql("delete from event where organization_id = :id")
                .param("id", organization)
                .update();
        log.append(organization, FINISHED, 1);
        SseClient client = resume(id).greeted();
        await().untilAsserted(() -> assertThat(client.messages("resync")).hasSize(1));
        log.append(organization, FINISHED, 2);
        client.awaitTold(FINISHED, 2);
        assertThat(resume(String.valueOf(client.lastId())).greeted().messages("resync"))
                .isEmpty();
    }

    @Test
    void a_row_that_commits_after_later_ones_is_told_and_never_skipped_by_a_resume() throws SQLException {
        SseClient client = open("").greeted();
        try (Connection slow = dataSource.getConnection()) {
            slow.setAutoCommit(false);
            log.insert(slow, organization, FINISHED, null, 1, "0 s", 1);
            log.append(organization, FINISHED, 2);
            client.awaitTold(FINISHED, 2);
            String whileOpen = String.valueOf(client.lastId());
            slow.commit();
            client.awaitTold(FINISHED, 1);
            resume(whileOpen).greeted().awaitTold(FINISHED, 1, 2);
            slow.setAutoCommit(true);
        }
    }

    @Test
    void a_storm_is_folded_into_few_messages_that_count_it_all() {
        SseClient client = open("").greeted();
        long start = System.nanoTime();
        for (int i = 0; i < 40; i++) {
            log.many(organization, FINISHED, 50);
            log.append(organization, STARTED, i);
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(total(client, FINISHED)).isEqualTo(2_000);
            assertThat(total(client, STARTED)).isEqualTo(40);
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(client.messages().size()).isLessThan((int) (20 * Math.ceil(seconds)) + 1);
        assertThat(client.messages())
                .allMatch(message -> message.data().path("items").size() <= 50);
        assertThat(client.told(FINISHED))
                .endsWith(IntStream.rangeClosed(41, 50).boxed().toArray(Integer[]::new));
    }

    private static long total(SseClient client, String type) {
        return client.messages(type).stream()
                .mapToLong(message -> message.data().path("count").asLong())
                .sum();
    }

    @Test
    void a_key_has_ten_streams_and_gets_a_place_back_when_one_is_gone() {
        for (int i = 0; i < StreamHub.MAX_OF_KEY; i++) {
            open("").greeted();
        }
        SseClient refused = open("");
        assertThat(refused.status()).isEqualTo(429);
        String other = accounts.newKey(organization, "read");
        assertThat(keep(SseClient.open(api.baseUrl() + "/api/v1/events", other))
                        .greeted()
                        .status())
                .isEqualTo(200);
        clients.getFirst().close();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            log.append(organization, FINISHED, 1); // only a write tells that the client is gone
            assertThat(open("").status()).isEqualTo(200);
        });
    }

    @Test
    void a_revoked_key_ends_its_streams() {
        SseClient client = open("").greeted();
        jdbc.sql("update api_key set revoked_at = app_now() where organization_id = :id")
                .param("id", organization)
                .update();
        await().atMost(Duration.ofSeconds(30)).until(client::ended);
    }

    @Test
    void a_key_that_may_only_enqueue_hears_nothing() {
        String enqueue = accounts.newKey(organization, "enqueue");
        assertThat(api.call("GET", enqueue, "/api/v1/events", null, Map.of("Accept", "text/event-stream"))
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"types=a;b", "types=,", "types=EXECUTION", "task_id=abc", "task_id=1-1-1-1-1"})
    void filters_that_are_none_are_refused(String parameters) {
        assertThat(api.call(
                                "GET",
                                tenant.key(),
                                "/api/v1/events?" + parameters,
                                null,
                                Map.of("Accept", "text/event-stream"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void a_HEAD_request_opens_no_stream() {
        for (int i = 0; i < StreamHub.MAX_OF_KEY + 1; i++) {
            assertThat(api.call("HEAD", tenant.key(), "/api/v1/events", null, Map.of("Accept", "text/event-stream"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void what_is_older_than_an_hour_leaves_the_log() {
        log.append(organization, FINISHED, null, 1, "61 minutes", 1);
        log.append(organization, FINISHED, null, 1, "59 minutes", 2);
        trim.tick();
        assertThat(jdbc.sql("select items from event where organization_id = :id")
                        .param("id", organization)
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .contains("\"n\":2");
    }
}

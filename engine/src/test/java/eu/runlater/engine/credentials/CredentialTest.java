package eu.runlater.engine.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.testing.Answer;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestTarget;
import eu.runlater.engine.testing.TestTime;
import eu.runlater.engine.testing.TestTls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Credentials over HTTP, and what targets get to see of them.
@EngineTest
class CredentialTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TestAccounts accounts;
    private final TestApi api;
    private final TestTime time;
    private final JdbcClient jdbc;
    private final Tenant tenant;

    CredentialTest(TestAccounts accounts, TestApi api, TestTime time, JdbcClient jdbc) {
        this.accounts = accounts;
        this.api = api;
        this.time = time;
        this.jdbc = jdbc;
        this.tenant = accounts.newTenant();
    }

    private TestApi.Answer create(Map<String, ?> fields) {
        return api.post(tenant.key(), "/api/v1/credentials", JSON.writeValueAsString(fields));
    }

    private JsonNode created(Map<String, ?> fields) {
        TestApi.Answer answer = create(fields);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("data");
    }

    private TestApi.Answer edit(JsonNode credential, String json) {
        return api.call("PATCH", tenant.key(), path(credential), json, Map.of());
    }

    private static String path(JsonNode credential) {
        return "/api/v1/credentials/" + credential.path("id").asString();
    }

    /// Pushes a task and returns its execution's path.
    private String push(String url, String credential, String more) {
        TestApi.Answer answer = api.post(tenant.key(), "/api/v1/queue", """
                {"url": "%s", "credential": "%s", "retry_attempts": 0%s}""".formatted(url, credential, more));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return "/api/v1/executions/" + answer.json().at("/data/execution_id").asString();
    }

    private JsonNode ended(String execution) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> api.get(tenant.key(), execution).json().path("data"),
                        data -> !List.of("pending", "running")
                                .contains(data.at("/execution/status").asString()));
    }

    private static String state(JsonNode detail) {
        return detail.at("/execution/status").asString();
    }

    private static String kind(JsonNode detail) {
        return detail.at("/execution/error_kind").asString();
    }

    @Nested
    class Shown_to_the_target {
        @Test
        void a_bearer_token_is_sent_and_appears_nowhere_else() {
            try (TestTarget target = TestTarget.start()) {
                JsonNode made = created(Map.of("name", "api", "type", "bearer", "token", "t0p-s3cret"));

                JsonNode detail = ended(push(target.url("/hook"), "api", ""));

                assertThat(target.calls("/hook").getFirst().header("Authorization"))
                        .isEqualTo("Bearer t0p-s3cret");
                assertThat(detail.toString()).doesNotContain("t0p-s3cret").contains("\"Authorization\"");
                assertThat(made.toString()).doesNotContain("t0p-s3cret");
                assertThat(api.get(tenant.key(), path(made)).body()).doesNotContain("t0p-s3cret");
                assertThat(api.get(tenant.key(), "/api/v1/audit").body())
                        .contains("credential.created")
                        .doesNotContain("t0p-s3cret");
            }
        }

        @Test
        void user_and_password_are_sent_as_basic() {
            try (TestTarget target = TestTarget.start()) {
                created(Map.of("name", "erp", "type", "basic", "username", "jürgen", "password", "pass:wörd"));

                ended(push(target.url("/hook"), "erp", ""));

                String pair = Base64.getEncoder().encodeToString("jürgen:pass:wörd".getBytes(StandardCharsets.UTF_8));
                assertThat(target.calls("/hook").getFirst().header("Authorization"))
                        .isEqualTo("Basic " + pair);
            }
        }

        @Test
        void a_client_certificate_opens_a_target_that_asks_for_one() {
            try (TestTls target = TestTls.start()) {
                JsonNode made = created(Map.of(
                        "name",
                        "bank",
                        "type",
                        "mtls",
                        "certificate",
                        TestTls.certificate("client"),
                        "private_key",
                        TestTls.privateKey("client")));

                JsonNode detail = ended(push(target.url(), "bank", ""));
                String without = """
                        {"url": "%s", "retry_attempts": 0}""".formatted(target.url());
                String bare = api.post(tenant.key(), "/api/v1/queue", without)
                        .json()
                        .at("/data/execution_id")
                        .asString();

                assertThat(state(detail)).as(detail.toString()).isEqualTo("success");
                assertThat(state(ended("/api/v1/executions/" + bare))).isEqualTo("failed");
                assertThat(target.clients()).containsExactly("CN=runlater-client,O=Acme");
                assertThat(made.at("/certificate/fingerprint").asString()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
                assertThat(made.toString()).doesNotContain("PRIVATE KEY", "BEGIN");
            }
        }

        @Test
        void an_encrypted_private_key_opens_with_its_passphrase_and_the_old_form_of_rsa_keys_is_read() {
            Map<String, String> fields = Map.of(
                    "name",
                    "bank",
                    "type",
                    "mtls",
                    "certificate",
                    TestTls.certificate("client"),
                    "private_key",
                    TestTls.text("client-encrypted.pem"));

            assertThat(create(fields).body()).contains("passphrase");
            assertThat(create(with(fields, "passphrase", "guess")).status()).isEqualTo(422);
            assertThat(create(with(fields, "passphrase", "open sesame")).status())
                    .isEqualTo(201);
            Map<String, String> old = with(with(fields, "private_key", TestTls.text("client-rsa.pem")), "name", "old");
            assertThat(create(old).status()).isEqualTo(201);
        }

        @Test
        void a_redirect_to_another_origin_is_told_nothing() {
            try (TestTarget target = TestTarget.start();
                    TestTarget other = TestTarget.start()) {
                created(Map.of("name", "api", "type", "bearer", "token", "t0p-s3cret"));
                target.on("/near", Answer.status(307).withHeader("Location", target.url("/same")));
                target.on("/far", Answer.status(307).withHeader("Location", other.url("/else")));

                ended(push(target.url("/near"), "api", ", \"follow_redirects\": 1"));
                ended(push(target.url("/far"), "api", ", \"follow_redirects\": 1"));

                assertThat(target.calls("/same").getFirst().header("Authorization"))
                        .isEqualTo("Bearer t0p-s3cret");
                assertThat(other.calls("/else").getFirst().header("Authorization"))
                        .isNull();
            }
        }

        @Test
        void a_changed_secret_is_used_by_work_that_waits_already() {
            try (TestTarget target = TestTarget.start()) {
                JsonNode made = created(Map.of("name", "api", "type", "bearer", "token", "old"));
                String waiting = push(target.url("/hook"), "api", "");
                ended(waiting);

                assertThat(edit(made, "{\"token\": \"new\", \"version\": 1}").status())
                        .isEqualTo(200);
                ended(push(target.url("/hook"), "api", ""));

                assertThat(target.calls("/hook").stream().map(call -> call.header("Authorization")))
                        .containsExactly("Bearer old", "Bearer new");
            }
        }

        private static Map<String, String> with(Map<String, String> fields, String name, String value) {
            Map<String, String> more = new HashMap<>(fields);
            more.put(name, value);
            return more;
        }
    }

    @Nested
    class Tokens {
        private JsonNode oauth(TestTarget server, String style) {
            return created(Map.of(
                    "name", "crm",
                    "type", "oauth2_client_credentials",
                    "token_url", server.url("/token"),
                    "client_id", "runlater",
                    "client_secret", "s3cr et&",
                    "scope", "jobs:write",
                    "audience", "https://crm.example",
                    "auth_style", style));
        }

        private static Answer issues(String token, int seconds) {
            return Answer.status(200).withBody("""
                    {"access_token": "%s", "token_type": "Bearer", "expires_in": %d}""".formatted(token, seconds));
        }

        @Test
        void fifty_runs_at_once_take_one_token_request() {
            try (TestTarget server = TestTarget.start();
                    TestTarget target = TestTarget.start()) {
                server.on("/token", issues("one", 3600).after(Duration.ofMillis(300)));
                oauth(server, "header");
                String items = String.join(
                        ",",
                        IntStream.range(0, 50).mapToObj(i -> "\"" + i + "\"").toList());

                TestApi.Answer answer =
                        api.post(tenant.key(), "/api/v1/tasks/batch", """
                        {"items": [%s], "url": "%s", "queue": "fifty", "credential": "crm"}""".formatted(items, target.url("/hook")));
                assertThat(answer.status()).as(answer.body()).isEqualTo(201);
                api.call("PATCH", tenant.key(), "/api/v1/queues/fifty", "{\"concurrency\": 50}", Map.of());
                List<TestTarget.Call> calls = target.awaitCalls("/hook", 50);

                assertThat(calls).hasSize(50).allMatch(call -> "Bearer one".equals(call.header("Authorization")));
                assertThat(server.calls("/token")).hasSize(1);
                String form = server.calls("/token").getFirst().text();
                assertThat(form)
                        .isEqualTo(
                                "grant_type=client_credentials&scope=jobs%3Awrite&audience=https%3A%2F%2Fcrm.example");
                assertThat(server.calls("/token").getFirst().header("Authorization"))
                        .isEqualTo("Basic "
                                + Base64.getEncoder()
                                        .encodeToString("runlater:s3cr+et%26".getBytes(StandardCharsets.UTF_8)));
            }
        }

        @Test
        void id_and_secret_go_into_the_body_when_asked_for() {
            try (TestTarget server = TestTarget.start();
                    TestTarget target = TestTarget.start()) {
                server.on("/token", issues("one", 3600));
                oauth(server, "body");

                ended(push(target.url("/hook"), "crm", ""));

                TestTarget.Call asked = server.calls("/token").getFirst();
                assertThat(asked.text()).contains("client_id=runlater&client_secret=s3cr+et%26");
                assertThat(asked.header("Authorization")).isNull();
            }
        }

        @Test
        void a_token_is_renewed_before_it_expires_and_serves_until_then() {
            try (TestTarget server = TestTarget.start();
                    TestTarget target = TestTarget.start()) {
                server.on("/token", issues("one", 3600), issues("two", 3600));
                oauth(server, "header");
                ended(push(target.url("/hook"), "crm", ""));

                time.advance(Duration.ofMinutes(59).plusSeconds(30));
                ended(push(target.url("/hook"), "crm", ""));
                server.awaitCalls("/token", 2);
                await().until(() -> {
                    ended(push(target.url("/hook"), "crm", ""));
                    return "Bearer two".equals(target.calls("/hook").getLast().header("Authorization"));
                });

                assertThat(target.calls("/hook").get(1).header("Authorization")).isEqualTo("Bearer one");
                assertThat(server.calls("/token")).hasSize(2);
            }
        }

        @Test
        void a_401_drops_the_token_so_that_the_next_attempt_fetches_anew() {
            try (TestTarget server = TestTarget.start();
                    TestTarget target = TestTarget.start()) {
                server.on("/token", issues("revoked", 3600), issues("fresh", 3600));
                target.on("/hook", Answer.status(401), Answer.status(200));
                oauth(server, "header");

                String first = push(target.url("/hook"), "crm", "");
                assertThat(ended(first).at("/execution/status_code").asInt()).isEqualTo(401);
                ended(push(target.url("/hook"), "crm", ""));

                assertThat(target.calls("/hook").stream().map(call -> call.header("Authorization")))
                        .containsExactly("Bearer revoked", "Bearer fresh");
            }
        }

        @Test
        void a_token_endpoint_that_refuses_fails_the_attempt_without_a_call_and_without_telling_secrets() {
            try (TestTarget server = TestTarget.start();
                    TestTarget target = TestTarget.start()) {
                server.on("/token", Answer.status(401).withBody("""
                        {"error": "invalid_client", "error_description": "secret s3cr et& is wrong"}"""));
                oauth(server, "header");

                JsonNode detail = ended(push(target.url("/hook"), "crm", ""));

                assertThat(kind(detail)).isEqualTo("credential_failed");
                assertThat(detail.at("/execution/error_message").asString())
                        .contains("crm", "HTTP 401", "invalid_client")
                        .doesNotContain("s3cr");
                assertThat(target.calls("/hook")).isEmpty();
            }
        }

        @Test
        void a_token_endpoint_that_hangs_ends_with_the_tasks_own_time() {
            try (TestTarget server = TestTarget.start();
                    TestTarget target = TestTarget.start()) {
                server.on("/token", Answer.hang());
                oauth(server, "header");

                JsonNode detail = ended(push(target.url("/hook"), "crm", ", \"timeout_ms\": 1000"));

                assertThat(kind(detail)).isEqualTo("credential_failed");
                assertThat(detail.at("/execution/duration_ms").asInt()).isBetween(900, 2_500);
            }
        }

        @Test
        void the_token_is_stored_where_other_nodes_find_it_and_nobody_can_read_it_over_the_api() {
            try (TestTarget server = TestTarget.start();
                    TestTarget target = TestTarget.start()) {
                server.on("/token", issues("shared-t0ken", 3600));
                JsonNode made = oauth(server, "header");
                ended(push(target.url("/hook"), "crm", ""));

                JsonNode shown = api.get(tenant.key(), path(made)).json().path("data");

                assertThat(jdbc.sql(
                                        "select count(*) from credential_token where credential_id = ?::uuid and token is not null")
                                .param(made.path("id").asString())
                                .query(Long.class)
                                .single())
                        .isEqualTo(1);
                assertThat(shown.at("/oauth2/token_expires_at").asString()).isNotEmpty();
                assertThat(shown.path("last_used_at").asString()).isNotEmpty();
                assertThat(shown.toString()).doesNotContain("shared-t0ken", "s3cr");
            }
        }

        @Test
        void a_new_token_url_needs_the_secret_again() {
            try (TestTarget server = TestTarget.start()) {
                JsonNode made = oauth(server, "header");

                TestApi.Answer answer = edit(made, "{\"token_url\": \"https://evil.example/token\"}");

                assertThat(answer.status()).isEqualTo(422);
                assertThat(answer.json().at("/error/details/client_secret")).isNotEmpty();
            }
        }
    }

    @Nested
    class Named_by_tasks {
        @Test
        void a_task_shows_its_credential_by_name_and_an_edit_takes_it_away() {
            created(Map.of("name", "api", "type", "bearer", "token", "x"));
            JsonNode task = recurring("api");

            assertThat(task.path("credential").asString()).isEqualTo("api");
            TestApi.Answer edited = api.call(
                    "PATCH",
                    tenant.key(),
                    "/api/v1/tasks/" + task.path("id").asString(),
                    "{\"credential\": null}",
                    Map.of());
            assertThat(edited.json().at("/data/credential").isNull()).isTrue();
        }

        @Test
        void one_in_use_can_be_neither_deleted_nor_renamed() {
            JsonNode made = created(Map.of("name", "api", "type", "bearer", "token", "x"));
            JsonNode task = recurring("api");
            api.post(tenant.key(), "/api/v1/tasks", """
                    {"url": "https://example.com/", "delay": "1d", "credential": "api"}""");

            TestApi.Answer refused = api.delete(tenant.key(), path(made));

            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body()).contains("1 recurring task ", "1 waiting one-time task");
            assertThat(edit(made, "{\"name\": \"other\"}").status()).isEqualTo(409);
            assertThat(api.get(tenant.key(), path(made))
                            .json()
                            .at("/data/used_by")
                            .asInt())
                    .isEqualTo(2);
            api.delete(tenant.key(), "/api/v1/tasks/" + task.path("id").asString());
            for (JsonNode waiting :
                    api.get(tenant.key(), "/api/v1/tasks").json().path("data")) {
                api.delete(tenant.key(), "/api/v1/tasks/" + waiting.path("id").asString());
            }
            assertThat(api.delete(tenant.key(), path(made)).status()).isEqualTo(204);
            assertThat(api.delete(tenant.key(), path(made)).status()).isEqualTo(404);
        }

        @Test
        void one_that_is_gone_fails_the_attempt() {
            try (TestTarget target = TestTarget.start()) {
                JsonNode made = created(Map.of("name", "api", "type", "bearer", "token", "x"));
                JsonNode first = ended(push(target.url("/hook"), "api", ""));
                String task = "/api/v1/tasks/" + first.at("/execution/task_id").asString();
                assertThat(api.delete(tenant.key(), path(made)).status()).isEqualTo(204);

                TestApi.Answer again = api.post(tenant.key(), task + "/trigger", "{}");
                JsonNode detail = ended("/api/v1/executions/"
                        + again.json().at("/data/execution_id").asString());

                assertThat(kind(detail)).isEqualTo("credential_failed");
                assertThat(target.calls("/hook")).hasSize(1);
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"url\": \"https://example.com\", \"credential\": \"nobody\"} | names no credential",
                    "{\"url\": \"http://example.com\", \"credential\": \"api\"} | plain http",
                    "{\"url\": \"https://example.com\", \"credential\": \"api\", \"headers\": {\"authorization\": \"x\"}}"
                            + " | leave that out",
                    "{\"url\": \"https://example.com\", \"credential\": \"bound\"} | not for host example.com",
                    "{\"url\": \"https://example.com\", \"credential\": 7} | must be a string",
                })
        void what_could_not_be_sent_is_refused_when_the_task_is_accepted(String body, String text) {
            created(Map.of("name", "api", "type", "bearer", "token", "x"));
            created(Map.of("name", "bound", "type", "bearer", "token", "x", "hosts", List.of("*.acme.test")));

            for (String route : List.of("/api/v1/queue", "/api/v1/tasks")) {
                TestApi.Answer answer = api.post(tenant.key(), route, body);

                assertThat(answer.status()).as(answer.body()).isEqualTo(422);
                assertThat(answer.json().at("/error/details/credential").toString())
                        .contains(text);
            }
        }

        @Test
        void another_organizations_credential_is_as_absent_as_none() {
            JsonNode made = created(Map.of("name", "api", "type", "bearer", "token", "x"));
            Tenant other = accounts.newTenant();
            String body = "{\"url\": \"https://example.com\", \"credential\": \"api\"}";

            assertThat(api.post(other.key(), "/api/v1/queue", body).body()).contains("names no credential");
            for (String method : List.of("GET", "PATCH", "PUT", "DELETE")) {
                String json = method.startsWith("P") ? "{\"token\": \"y\"}" : null;
                TestApi.Answer foreign = api.call(method, other.key(), path(made), json, Map.of());
                TestApi.Answer absent = api.call(
                        method,
                        other.key(),
                        "/api/v1/credentials/0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b90",
                        json,
                        Map.of());
                assertThat(foreign.status()).isEqualTo(404);
                assertThat(foreign.body()).isEqualTo(absent.body());
            }
            assertThat(api.get(other.key(), "/api/v1/credentials").json().path("data"))
                    .isEmpty();
        }

        private JsonNode recurring(String credential) {
            TestApi.Answer answer = api.post(tenant.key(), "/api/v1/tasks", """
                    {"url": "https://example.com/", "cron": "0 3 * * *", "credential": "%s"}""".formatted(credential));
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            return answer.json().path("data");
        }
    }

    @Nested
    class Bad_input {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{} | name",
                    "{\"name\": \"a\"} | type",
                    "{\"name\": \"a\", \"type\": \"magic\"} | type",
                    "{\"name\": \"\", \"type\": \"bearer\", \"token\": \"x\"} | name",
                    "{\"name\": \"a\\\"b\", \"type\": \"bearer\", \"token\": \"x\"} | name",
                    "{\"name\": \"a\", \"type\": \"bearer\"} | token",
                    "{\"name\": \"a\", \"type\": \"bearer\", \"token\": 1} | token",
                    "{\"name\": \"a\", \"type\": \"bearer\", \"token\": \"x y\"} | token",
                    "{\"name\": \"a\", \"type\": \"bearer\", \"token\": \"x\", \"password\": \"y\"} | password",
                    "{\"name\": \"a\", \"type\": \"basic\", \"username\": \"a:b\", \"password\": \"y\"} | username",
                    "{\"name\": \"a\", \"type\": \"basic\", \"username\": \"a\"} | password",
                    "{\"name\": \"a\", \"type\": \"bearer\", \"token\": \"x\", \"hosts\": [\"http://a\"]} | hosts",
                    "{\"name\": \"a\", \"type\": \"bearer\", \"token\": \"x\", \"hosts\": \"a.b\"} | hosts",
                    "{\"name\": \"a\", \"type\": \"oauth2_client_credentials\", \"token_url\": \"http://a.example/t\", "
                            + "\"client_id\": \"i\", \"client_secret\": \"s\"} | token_url",
                    "{\"name\": \"a\", \"type\": \"oauth2_client_credentials\", \"token_url\": \"https://10.0.0.1/t\", "
                            + "\"client_id\": \"i\", \"client_secret\": \"s\"} | token_url",
                    "{\"name\": \"a\", \"type\": \"mtls\", \"certificate\": \"x\", \"private_key\": \"y\"} | private_key",
                })
        void each_names_its_field(String body, String field) {
            TestApi.Answer answer = api.post(tenant.key(), "/api/v1/credentials", body);

            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            assertThat(answer.json().at("/error/details").propertyNames()).contains(field);
            assertThat(api.get(tenant.key(), "/api/v1/credentials").json().path("data"))
                    .isEmpty();
        }

        @Test
        void a_key_that_is_not_the_certificates_is_refused() {
            TestApi.Answer answer = create(Map.of(
                    "name",
                    "a",
                    "type",
                    "mtls",
                    "certificate",
                    TestTls.certificate("client"),
                    "private_key",
                    TestTls.privateKey("target")));

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).contains("do not belong together");
        }

        @Test
        void a_name_is_taken_once() {
            created(Map.of("name", "api", "type", "bearer", "token", "x"));

            assertThat(create(Map.of("name", "api", "type", "bearer", "token", "y"))
                            .status())
                    .isEqualTo(422);
        }

        @Test
        void unknown_fields_another_type_and_an_older_version_are_refused() {
            JsonNode made = created(Map.of("name", "api", "type", "bearer", "token", "x"));

            assertThat(edit(made, "{\"tokn\": \"y\"}").body()).contains("unknown_field", "token");
            assertThat(edit(made, "{\"type\": \"basic\"}").status()).isEqualTo(422);
            assertThat(edit(made, "{\"version\": 9}").status()).isEqualTo(409);
            assertThat(api.get(tenant.key(), "/api/v1/credentials/nonsense").status())
                    .isEqualTo(400);
        }

        @Test
        void who_may_only_read_or_enqueue_cannot_write() {
            String read = accounts.newKey(tenant.organizationId(), "read");
            String enqueue = accounts.newKey(tenant.organizationId(), "enqueue");
            String body = "{\"name\": \"a\", \"type\": \"bearer\", \"token\": \"x\"}";

            assertThat(api.post(read, "/api/v1/credentials", body).status()).isEqualTo(403);
            assertThat(api.post(enqueue, "/api/v1/credentials", body).status()).isEqualTo(403);
            assertThat(api.post(null, "/api/v1/credentials", body).status()).isEqualTo(401);
            assertThat(api.get(read, "/api/v1/credentials").status()).isEqualTo(200);
        }
    }

    @Test
    void the_list_pages_by_name() {
        for (String name : List.of("c", "A", "b")) {
            created(Map.of("name", name, "type", "bearer", "token", "x"));
        }

        JsonNode first = api.get(tenant.key(), "/api/v1/credentials?limit=2").json();
        JsonNode second = api.get(
                        tenant.key(),
                        "/api/v1/credentials?limit=2&cursor="
                                + first.path("next_cursor").asString())
                .json();

        assertThat(first.path("data").findValuesAsString("name")).containsExactly("A", "b");
        assertThat(second.path("data").findValuesAsString("name")).containsExactly("c");
        assertThat(second.path("has_more").asBoolean()).isFalse();
    }
}

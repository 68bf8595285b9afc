package eu.runlater.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every route has in common: keys, scopes, the error envelope.
@EngineTest
class EdgeTest {
    private static final String WORK = "{\"url\": \"https://example.com/\", \"delay\": \"1h\"}";

    private final TestAccounts accounts;
    private final TestApi api;
    private final Tenant tenant;

    EdgeTest(TestAccounts accounts, TestApi api) {
        this.accounts = accounts;
        this.api = api;
        this.tenant = accounts.newTenant();
    }

    private static void assertEnvelope(TestApi.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().propertyNames()).containsExactly("error");
        assertThat(answer.json().at("/error/code").asString()).isEqualTo(code);
        assertThat(answer.json().at("/error/message").asString()).isNotBlank();
    }

    @Nested
    class Without_a_usable_key {
        @Test
        void every_way_to_fail_is_answered_alike() {
            String wrong = "sk_live_" + "A".repeat(43);
            String expected = api.get(null, "/api/v1/tasks").body();

            for (String header : List.of(
                    "Bearer " + wrong,
                    "Bearer nonsense",
                    "Bearer",
                    "Basic dXNlcjpwYXNz",
                    "Bearer " + tenant.key() + "x",
                    "Bearer " + "x".repeat(5000))) {
                TestApi.Answer answer = api.call("GET", null, "/api/v1/tasks", null, Map.of("Authorization", header));
                assertEnvelope(answer, 401, "unauthorized");
                assertThat(answer.body()).isEqualTo(expected);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/v1/tasks",
                    "/api/v1/nothing",
                    "/api/v1",
                    "/api/%761/tasks",
                    "/api/v1;x=1/tasks",
                    "/api;x=1/v1/tasks",
                    "/%61pi/v1/tasks"
                })
        void nothing_under_the_api_is_reached(String path) {
            assertThat(api.get(null, path).status()).isEqualTo(401);
        }

        @Test
        void the_scheme_may_be_written_in_any_case() {
            TestApi.Answer answer =
                    api.call("GET", null, "/api/v1/tasks", null, Map.of("Authorization", "bEARER " + tenant.key()));

            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Nested
    class A_scope {
        @Test
        void read_may_read_and_nothing_else() {
            String key = accounts.newKey(tenant.organizationId(), "read");
            String id = api.post(tenant.key(), "/api/v1/tasks", WORK)
                    .json()
                    .at("/data/task_id")
                    .asString();

            assertThat(api.get(key, "/api/v1/tasks/" + id).status()).isEqualTo(200);
            assertThat(api.get(key, "/api/v1/tasks").status()).isEqualTo(200);
            TestApi.Answer refused = api.post(key, "/api/v1/queue", WORK);
            assertEnvelope(refused, 403, "forbidden");
            assertThat(refused.body()).contains("enqueue").contains("read");
            assertEnvelope(api.delete(key, "/api/v1/tasks/" + id), 403, "forbidden");
            assertEnvelope(api.post(key, "/api/v1/tasks/" + id + "/trigger", ""), 403, "forbidden");
        }

        @Test
        void enqueue_may_create_and_read_only_what_it_made() {
            String key = accounts.newKey(tenant.organizationId(), "enqueue");
            String other = accounts.newKey(tenant.organizationId(), "enqueue");
            TestApi.Answer made = api.post(key, "/api/v1/tasks", WORK);
            String mine = made.json().at("/data/task_id").asString();
            String theirs = api.post(tenant.key(), "/api/v1/tasks", WORK)
                    .json()
                    .at("/data/task_id")
                    .asString();

            assertThat(made.status()).as(made.body()).isEqualTo(202);
            assertThat(api.get(key, "/api/v1/tasks/" + mine).status()).isEqualTo(200);
            assertThat(api.get(key, "/api/v1/tasks/" + mine + "/executions").status())
                    .isEqualTo(200);
            assertThat(api.get(tenant.key(), "/api/v1/tasks/" + mine).status()).isEqualTo(200);
            assertEnvelope(api.get(key, "/api/v1/tasks/" + theirs), 404, "not_found");
            assertEnvelope(api.get(other, "/api/v1/tasks/" + mine), 404, "not_found");
            String execution = made.json().at("/data/execution_id").asString();
            assertThat(api.get(key, "/api/v1/executions/" + execution).status()).isEqualTo(200);
            assertEnvelope(api.get(other, "/api/v1/executions/" + execution), 404, "not_found");
            assertEnvelope(api.get(key, "/api/v1/executions"), 403, "forbidden");
            assertEnvelope(api.get(key, "/api/v1/tasks"), 403, "forbidden");
            assertEnvelope(api.delete(key, "/api/v1/tasks/" + mine), 403, "forbidden");
        }
    }

    @Nested
    class A_request_that_leads_nowhere {
        @ParameterizedTest
        @CsvSource({
            "GET,/api/v1/nothing",
            "GET,/api/v1/queue",
            "PUT,/api/v1/queue",
            "POST,/api/v1/nothing",
            "PATCH,/api/v1/tasks",
            "OPTIONS,/api/v1/tasks",
            "FOO,/api/v1/tasks",
            "GET,/api/v1/tasks/",
            "POST,/api/v1/tasks/batch/x",
            "GET,/nothing",
            "POST,/nothing",
            "GET,/error/x"
        })
        void is_not_found(String method, String path) {
            assertEnvelope(api.call(method, tenant.key(), path, null, Map.of()), 404, "not_found");
        }

        @Test
        void for_the_wrong_kind_of_answer_is_not_acceptable() {
            assertEnvelope(
                    api.call("GET", tenant.key(), "/api/v1/tasks", null, Map.of("Accept", "text/html")),
                    406,
                    "not_acceptable");
            assertThat(api.call("GET", tenant.key(), "/api/v1/tasks", null, Map.of("Accept", "text/html,*/*;q=0.8"))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void with_a_query_that_cannot_be_decoded_is_a_bad_request() throws IOException {
            assertThat(raw("GET /api/v1/tasks?limit=%zz HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + tenant.key()
                            + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("{\"error\":{\"code\":\"bad_request\"");
        }
    }

    @Test
    void head_is_get_without_the_body() {
        TestApi.Answer answer = api.call("HEAD", tenant.key(), "/api/v1/tasks", null, Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%2 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void even_what_is_hardly_http_gets_no_page_and_no_fault_of_ours(String request) throws IOException {
        String answer = raw(request);

        assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d.*").doesNotContainIgnoringCase("<html");
    }

    @Test
    void a_chunked_body_is_read_like_any_other() throws IOException {
        String start = "POST /api/v1/tasks HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                + "Authorization: Bearer " + tenant.key() + "\r\n\r\n";
        String half = WORK.substring(0, 20);
        String rest = WORK.substring(20);

        String answer = raw(start + chunk(half) + chunk(rest) + "0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 202");
        assertThat(raw(start + "zz\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    @Tag("slow")
    void a_body_that_stops_arriving_is_given_up() throws IOException {
        URI base = URI.create(api.baseUrl());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(40_000);
            socket.getOutputStream()
                    .write(("POST /api/v1/tasks HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nAuthorization: Bearer "
                                    + tenant.key() + "\r\n\r\n{\"url\":")
                            .getBytes(StandardCharsets.UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408")
                    .contains("request_timeout");
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private String raw(String request) throws IOException {
        URI base = URI.create(api.baseUrl());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

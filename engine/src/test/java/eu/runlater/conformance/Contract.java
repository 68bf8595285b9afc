package eu.runlater.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the sections share: an organization of its own for each case, and short ways to call and to say what must come
/// back.
@EngineTest
abstract class Contract {
    static final String TASKS = "/api/v1/tasks";
    static final String QUEUE = "/api/v1/queue";
    static final String BATCH = "/api/v1/tasks/batch";
    static final String QUEUES = "/api/v1/queues";
    /// An id that belongs to nobody.
    static final String NOBODY = "0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b90";

    final TestAccounts accounts;
    final TestApi api;
    final Tenant tenant;

    Contract(TestAccounts accounts, TestApi api) {
        this.accounts = accounts;
        this.api = api;
        this.tenant = accounts.newTenant();
    }

    TestApi.Answer get(String path) {
        return api.get(tenant.key(), path);
    }

    TestApi.Answer post(String path, String json) {
        return api.post(tenant.key(), path, json);
    }

    TestApi.Answer put(String path, String json) {
        return api.call("PUT", tenant.key(), path, json, Map.of());
    }

    TestApi.Answer delete(String path) {
        return api.delete(tenant.key(), path);
    }

    /// With an `Idempotency-Key`.
    TestApi.Answer post(String path, String json, String idempotencyKey) {
        return api.call("POST", tenant.key(), path, json, Map.of("Idempotency-Key", idempotencyKey));
    }

    /// A task that waits for an hour, with more fields, such as `,"queue":"mail"`; returns its id.
    String waiting(String more) {
        return data(post(TASKS, "{\"url\":\"https://example.com/\",\"delay\":\"1h\"" + more + "}"), 202)
                .path("task_id")
                .asString();
    }

    /// A recurring task with more fields; returns its id.
    String recurring(String more) {
        return data(post(TASKS, "{\"url\":\"https://example.com/\",\"cron\":\"0 3 * * *\"" + more + "}"), 201)
                .path("id")
                .asString();
    }

    static JsonNode data(TestApi.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer.json().path("data");
    }

    /// Asserts a refusal in the envelope.
    ///
    /// @param field which must be among the details; absent = none asked for
    static void assertRefused(TestApi.Answer answer, int status, String code, @Nullable String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        JsonNode error = answer.json().path("error");
        assertThat(error.path("code").asString()).isEqualTo(code);
        assertThat(error.path("message").asString()).isNotBlank();
        if (field != null) {
            assertThat(error.path("details").path(field).isArray())
                    .as(answer.body())
                    .isTrue();
        }
    }
}

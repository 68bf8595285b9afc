package eu.runlater.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.runlater.console.api.ApiFailure.Kind;
import eu.runlater.console.wire.Answers;
import eu.runlater.console.wire.RawEngine;
import eu.runlater.model.Page;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineApiTest {
    private final RawEngine engine = new RawEngine();
    private final EngineApi api = EngineApi.of(new Access(Access.address(engine.url()), "sk_live_secret"));

    @AfterEach
    void close() throws IOException {
        api.close();
        engine.close();
    }

    @Test
    void reads_the_overview_with_the_key_in_the_header() throws ApiFailure {
        assertThat(api.overview().waiting()).isEqualTo(41);
        assertThat(engine.asked().getFirst().header("Authorization")).isEqualTo("Bearer sk_live_secret");
    }

    @Test
    void a_field_of_a_newer_engine_is_ignored_and_a_missing_number_is_zero() throws ApiFailure {
        engine.answer(
                "/api/v1/overview",
                200,
                "{\"data\":{\"at\":\"2026-11-24T03:07:41.123Z\",\"failing\":[],"
                        + "\"runs_per_minute\":[],\"upcoming\":[],\"colour_of_the_sky\":\"blue\"}}");
        assertThat(api.overview().dueNow()).isZero();
    }

    @Test
    void pages_carry_query_grouping_and_cursor() throws ApiFailure {
        engine.answer(
                "/api/v1/executions",
                200,
                Json.WIRE.writeValueAsString(new Page<>(List.of(Answers.execution(1, "failed")), true, "c2")));
        var page = api.executions(new ExecutionQuery("status:failed task:\"a b\"", true), 50, "c1");
        assertThat(page.data()).hasSize(1);
        assertThat(page.nextCursor()).isEqualTo("c2");
        String path = engine.asked().getFirst().path();
        assertThat(path)
                .contains("group=run")
                .contains("cursor=c1")
                .contains("limit=50")
                .contains("query=status");
    }

    @Test
    void a_new_task_sends_only_what_was_filled_in_and_its_idempotency_key() throws ApiFailure {
        engine.answer(
                "/api/v1/tasks",
                202,
                Answers.data(Map.of(
                        "task_id", Answers.id(1).toString(),
                        "execution_id", Answers.id(2).toString(),
                        "run_id", Answers.id(3).toString(),
                        "status", "pending",
                        "scheduled_for", "2026-11-24T03:07:41.123Z")));
        assertThat(api.create(NewTask.to("https://a.test/x"), "form-1").executionId())
                .isEqualTo(Answers.id(2));
        assertThat(engine.asked().getFirst().body()).isEqualTo("{\"url\":\"https://a.test/x\"}");
        assertThat(engine.asked().getFirst().header("Idempotency-Key")).isEqualTo("form-1");
    }

    @Test
    void a_refusal_carries_status_code_message_fields_and_request_id() {
        engine.answer(
                "/api/v1/overview",
                422,
                "{\"error\":{\"code\":\"validation_error\",\"message\":\"Some fields are not acceptable.\","
                        + "\"details\":{\"url\":[\"is not an http(s) address\"]}}}");
        ApiFailure failure = catchThrowableOfType(ApiFailure.class, api::overview);
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.status()).isEqualTo(422);
        assertThat(failure.code()).isEqualTo("validation_error");
        assertThat(failure.details()).containsEntry("url", List.of("is not an http(s) address"));
        assertThat(failure.requestId()).isEqualTo("req-7");
    }

    @Test
    void an_error_that_is_a_plain_text_is_read_too() {
        engine.answer("/api/v1/overview", 429, "{\"error\":\"slow down\"}");
        assertThat(catchThrowableOfType(ApiFailure.class, api::overview).text()).isEqualTo("slow down");
    }

    @Test
    void a_wrong_key_and_a_web_page_and_nobody_there_are_told_apart() throws IOException {
        engine.answer("/api/v1/overview", 401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"No.\"}}");
        assertThat(catchThrowableOfType(ApiFailure.class, api::overview).kind()).isEqualTo(Kind.UNAUTHORIZED);
        engine.answer("/api/v1/overview", 200, "<html>Welcome to nginx</html>");
        assertThat(catchThrowableOfType(ApiFailure.class, api::overview).kind()).isEqualTo(Kind.NOT_AN_ENGINE);
        engine.answer("/api/v1/overview", 200, "{\"data\":\"something else\"}");
        assertThat(catchThrowableOfType(ApiFailure.class, api::overview).kind()).isEqualTo(Kind.NOT_AN_ENGINE);
        engine.close();
        assertThat(catchThrowableOfType(ApiFailure.class, api::overview).kind()).isEqualTo(Kind.CONNECT);
    }

    @Test
    void the_key_goes_to_no_other_host() {
        engine.answer("/api/v1/overview", 302, "");
        ApiFailure failure = catchThrowableOfType(ApiFailure.class, api::overview);
        assertThat(failure.status()).isEqualTo(302);
        assertThat(engine.asked()).hasSize(1);
    }

    @Test
    void no_text_form_shows_the_key() {
        assertThat(api.access().toString()).doesNotContain("secret");
    }

    @Test
    void addresses_are_read_as_people_type_them() {
        assertThat(Access.address(" localhost:8480 ").toString()).isEqualTo("http://localhost:8480/");
        assertThat(Access.address("127.0.0.1:8480/").toString()).isEqualTo("http://127.0.0.1:8480/");
        assertThat(Access.address("engine.acme.test").toString()).isEqualTo("https://engine.acme.test/");
        assertThat(Access.address("https://acme.test/runlater?x=1#y").toString())
                .isEqualTo("https://acme.test/runlater");
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> Access.address("ftp://x")))
                .isNotNull();
    }
}

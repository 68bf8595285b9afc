package eu.runlater.console.connect;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.api.Access;
import eu.runlater.console.connect.ConnectionTest.Progress;
import eu.runlater.console.connect.ConnectionTest.Step;
import eu.runlater.console.wire.RawEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTestTest {
    private final RawEngine engine = new RawEngine();
    private final List<Progress> progress = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    private boolean test(String url) {
        progress.clear();
        return new ConnectionTest(new Access(Access.address(url), "sk_live_test"), progress::add).run();
    }

    private Progress.Failed failed(String url) {
        assertThat(test(url)).isFalse();
        return (Progress.Failed) progress.getLast();
    }

    @Test
    void passes_every_step_of_a_good_engine() {
        assertThat(test(engine.url())).isTrue();
        assertThat(progress.stream()
                        .filter(p -> !(p instanceof Progress.Running))
                        .map(Progress::step))
                .containsExactly(Step.values());
        assertThat(progress).anyMatch(p -> p.equals(new Progress.Passed(Step.VERSION, "1.4.0")));
    }

    @Test
    void names_the_step_resolve() {
        assertThat(failed("http://no-such-host.invalid").step()).isEqualTo(Step.RESOLVE);
    }

    @Test
    void names_the_step_connect() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(failed("http://127.0.0.1:" + free).step()).isEqualTo(Step.CONNECT);
    }

    @Test
    void names_the_step_tls() {
        assertThat(failed(engine.url().replace("http://", "https://")).step()).isEqualTo(Step.TLS);
    }

    @Test
    void names_the_step_authenticate_for_a_wrong_key_and_for_one_that_may_not_read() {
        engine.answer("/api/v1/overview", 401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"No.\"}}");
        assertThat(failed(engine.url()).step()).isEqualTo(Step.AUTHENTICATE);
        engine.answer("/api/v1/overview", 403, "{\"error\":{\"code\":\"forbidden\",\"message\":\"Scope.\"}}");
        assertThat(failed(engine.url()).text()).contains("scope");
    }

    @Test
    void a_key_that_may_not_see_the_engine_is_no_failure() {
        engine.answer("/api/v1/engine", 403, "{\"error\":{\"code\":\"forbidden\",\"message\":\"No.\"}}");
        assertThat(test(engine.url())).isTrue();
    }

    @Test
    void names_the_step_version() {
        engine.answer("/api/v1/engine", 200, "<html>");
        assertThat(failed(engine.url()).step()).isEqualTo(Step.VERSION);
    }

    @Test
    void names_the_step_stream() {
        engine.streamAnswers(502);
        assertThat(failed(engine.url()).step()).isEqualTo(Step.STREAM);
    }

    @Test
    void no_report_holds_the_key() {
        engine.answer("/api/v1/overview", 401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"No.\"}}");
        test(engine.url());
        assertThat(progress.toString()).doesNotContain("sk_live_test");
    }
}

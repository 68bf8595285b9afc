package eu.runlater.console.team;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.engine.ScriptedAccounts;
import eu.runlater.console.engine.ScriptedEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretModelTest {
    private static final Instant NOW = Instant.parse("2026-05-04T03:07:41Z");

    private final ScriptedEngine engine = ScriptedEngine.start(() -> NOW);
    private final ScriptedAccounts accounts = ScriptedAccounts.of(engine, NOW);
    private final EngineApi api = EngineApi.of(engine.access());
    private final SecretModel model = new SecretModel(api.team(), new Background(Runnable::run, Runnable::run));
    private final List<ApiFailure> failures = new ArrayList<>();

    @AfterEach
    void close() {
        api.close();
        engine.close();
    }

    @Test
    void it_is_read_on_demand_and_forgotten_when_hidden() {
        assertThat(model.secretProperty().get()).isNull();
        model.reveal();
        assertThat(model.secretProperty().get()).isEqualTo(accounts.secret());
        model.hide();
        assertThat(model.secretProperty().get()).isNull();
    }

    @Test
    void an_overlap_that_still_runs_is_ended_only_when_told() {
        engine.refuse(
                "POST /api/v1/webhook-secret/rotate",
                new ScriptedEngine.Refusal(409, ScriptedEngine.error("overlap_runs", "An overlap runs.")));
        model.rotate(24, false, () -> {}, failures::add);
        assertThat(failures)
                .singleElement()
                .satisfies(why -> assertThat(why.code()).isEqualTo("overlap_runs"));
        assertThat(model.busyProperty().get()).isFalse();
        engine.refuse("POST /api/v1/webhook-secret/rotate", null);
        model.rotate(0, true, () -> {}, failures::add);
        assertThat(engine.calls("POST /api/v1/webhook-secret/rotate").getLast())
                .contains("\"overlap_hours\":0", "\"force\":true");
        assertThat(model.secretProperty().get()).isEqualTo(accounts.secret());
    }
}

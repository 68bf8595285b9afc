package eu.runlater.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.engine.ScriptedAccounts;
import eu.runlater.console.engine.ScriptedEngine;
import eu.runlater.console.settings.OrganizationModel.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrganizationModelTest {
    private static final Instant NOW = Instant.parse("2026-05-04T03:07:41Z");

    private final ScriptedEngine engine = ScriptedEngine.start(() -> NOW);
    private final ScriptedAccounts accounts = ScriptedAccounts.of(engine, NOW);
    private final EngineApi api = EngineApi.of(engine.access());
    private final OrganizationModel model =
            new OrganizationModel(api.team(), new Background(Runnable::run, Runnable::run));
    private final List<ApiFailure> failures = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> back = new ArrayList<>();

    @AfterEach
    void close() {
        api.close();
        engine.close();
    }

    @Test
    void only_what_was_changed_is_sent_and_can_be_put_back() {
        model.refresh();
        model.text(Setting.RETENTION).set("30");
        model.text(Setting.CONCURRENCY).set("");
        assertThat(model.dirtyProperty().get()).isTrue();
        model.save(back::add, failures::add);
        assertThat(engine.calls("PATCH /api/v1/organization"))
                .singleElement()
                .asString()
                .endsWith("{\"retention_days\":30,\"max_concurrent\":null}");
        assertThat(accounts.organization().maxConcurrent()).isNull();
        assertThat(model.dirtyProperty().get()).isFalse();
        model.send(back.getFirst(), () -> {}, failures::add);
        assertThat(accounts.organization().retentionDays()).isEqualTo(90);
        assertThat(model.text(Setting.CONCURRENCY).get()).isEqualTo("64");
        assertThat(failures).isEmpty();
    }

    @Test
    void what_is_typed_survives_a_refresh_and_goes_with_discard() {
        model.refresh();
        model.text(Setting.NAME).set("Acme Europe");
        model.refresh();
        assertThat(model.text(Setting.NAME).get()).isEqualTo("Acme Europe");
        model.discard();
        assertThat(model.text(Setting.NAME).get()).isEqualTo("Acme");
        assertThat(model.dirtyProperty().get()).isFalse();
    }

    @Test
    void what_is_no_number_is_not_sent() {
        model.refresh();
        model.text(Setting.RETENTION).set("a week");
        model.save(back::add, failures::add);
        assertThat(engine.calls("PATCH ")).isEmpty();
        assertThat(model.problem(Setting.RETENTION).get()).isEqualTo("A whole number, please.");
    }

    @Test
    void what_the_engine_refuses_stands_under_its_field() {
        model.refresh();
        model.text(Setting.RETENTION).set("400");
        model.save(back::add, failures::add);
        assertThat(model.problem(Setting.RETENTION).get()).isEqualTo("must be between 1 and 90");
        assertThat(model.text(Setting.RETENTION).get()).isEqualTo("400");
        assertThat(failures).isEmpty();
    }
}

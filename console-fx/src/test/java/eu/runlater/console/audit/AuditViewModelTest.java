package eu.runlater.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.api.Background;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.audit.AuditViewModel.Check;
import eu.runlater.console.audit.AuditViewModel.Content;
import eu.runlater.console.engine.ScriptedAudit;
import eu.runlater.console.engine.ScriptedEngine;
import java.time.Instant;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditViewModelTest {
    private static final Instant NOW = Instant.parse("2026-05-04T03:07:41Z");

    private final ScriptedEngine engine = ScriptedEngine.start(() -> NOW);
    private final ScriptedAudit log = ScriptedAudit.of(engine, NOW);
    private final EngineApi api = EngineApi.of(engine.access());
    private final AuditViewModel model =
            new AuditViewModel(AuditSource.of(api.audit()), new Background(Runnable::run, Runnable::run), () -> NOW);

    @AfterEach
    void close() {
        api.close();
        engine.close();
    }

    private void write(int entries) {
        for (int i = 0; i < entries; i++) {
            log.person(ScriptedAudit.OPS, "ops@acme.test", 60, "queue.paused", "queue", "mail", "mail", "", Map.of());
        }
    }

    @Test
    void pages_follow_each_other_without_a_gap_until_the_oldest_entry() {
        write(250);
        model.show(AuditFilter.ALL);
        assertThat(model.numbers()).hasSize(100).first().isEqualTo(250L);
        model.more();
        model.more();
        model.more();
        assertThat(model.numbers())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 250).map(n -> 251 - n).boxed().toList());
        assertThat(engine.calls("GET /api/v1/audit")).as("the end is known").hasSize(3);
    }

    @Test
    void what_is_written_meanwhile_comes_on_top_and_in_its_order() {
        write(3);
        model.show(AuditFilter.ALL);
        write(2);
        for (int beat = 0; beat < 10; beat++) {
            model.tick();
        }
        assertThat(model.numbers()).containsExactly(5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void while_somebody_works_in_the_list_new_entries_wait() {
        write(3);
        model.show(AuditFilter.ALL);
        model.rows().followingProperty().set(false);
        write(1);
        model.look();
        assertThat(model.numbers()).hasSize(3);
        assertThat(model.rows().waitingProperty().get()).isEqualTo(1);
    }

    @Test
    void a_filter_is_the_engines_not_one_over_the_loaded_rows() {
        log.night();
        model.show(new AuditFilter("queue", ScriptedAudit.OPS.toString(), "queue billing", "1h"));
        assertThat(engine.calls("GET /api/v1/audit"))
                .singleElement()
                .asString()
                .contains("action=queue", "actor_id=" + ScriptedAudit.OPS, "resource_type=queue", "resource_id=billing")
                .contains("from=2026-05-04T02%3A07%3A41Z");
        assertThat(model.numbers()).hasSize(1);
    }

    @Test
    void nothing_that_fits_is_not_the_same_as_nothing_at_all() {
        model.show(AuditFilter.ALL);
        assertThat(model.contentProperty().get()).isEqualTo(new Content.None(false));
        model.show(AuditFilter.ALL.withAction("key"));
        assertThat(model.contentProperty().get()).isEqualTo(new Content.None(true));
    }

    @Test
    void a_failure_leaves_the_rows_and_goes_with_the_next_answer() {
        write(2);
        model.show(AuditFilter.ALL);
        model.contentProperty();
        engine.refuse(
                "GET /api/v1/audit", new ScriptedEngine.Refusal(503, ScriptedEngine.error("unavailable", "Later.")));
        model.refresh();
        assertThat(model.numbers()).hasSize(2);
        assertThat(model.failureProperty().get()).isNotNull();
        engine.refuse("GET /api/v1/audit", null);
        model.refresh();
        assertThat(model.failureProperty().get()).isNull();
    }

    @Test
    void the_verdict_names_the_first_entry_that_is_not_as_it_was_written() {
        log.night();
        log.breakAt(7, "its hash does not fit its content");
        model.verify();
        assertThat(model.checkProperty().get()).isInstanceOfSatisfying(Check.Done.class, done -> {
            assertThat(done.verdict().valid()).isFalse();
            assertThat(AuditWords.verdict(done.verdict()).word())
                    .isEqualTo("broken at entry 7: its hash does not fit its content");
        });
    }
}

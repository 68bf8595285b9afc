package eu.runlater.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DefaultNameTest {
    private static final Instant DUE = Instant.parse("2026-05-04T09:30:59Z");

    @Test
    void an_unnamed_task_is_called_by_its_address_and_planned_time() {
        assertThat(DefaultName.of("https://shop.example/hook", DUE))
                .isEqualTo("https://shop.example/hook · 04 May, 09:30");
    }

    @Test
    void a_long_address_is_cut_to_what_fits_a_name() {
        String name = DefaultName.of("https://shop.example/" + "x".repeat(2000), DUE);

        assertThat(name).hasSize(255).endsWith("x… · 04 May, 09:30");
    }
}

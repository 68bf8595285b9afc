package eu.runlater.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void grows_from_one_second_to_thirty_and_stays_there() {
        Backoff backoff = new Backoff(() -> 0);
        assertThat(backoff.after(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.after(2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.after(4)).isEqualTo(Duration.ofSeconds(4));
        assertThat(backoff.after(6)).isEqualTo(Duration.ofSeconds(15));
        assertThat(backoff.after(1_000_000)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void is_spread_so_that_consoles_do_not_return_together() {
        Backoff backoff = new Backoff(new Random(1));
        for (int attempt = 1; attempt < 40; attempt++) {
            assertThat(backoff.after(attempt)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
        }
        assertThat(java.util.stream.IntStream.range(0, 20)
                        .mapToObj(_ -> backoff.after(5))
                        .distinct()
                        .count())
                .isGreaterThan(10);
    }
}

package eu.runlater.engine.limits;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class RateLimitsTest {
    private static final int LARGEST_LEASE = 25;

    private final JdbcClient jdbc;
    private final List<RateLimits> nodes = new ArrayList<>();
    private final String subject = "test:" + UUID.randomUUID();
    /// Windows long past would be cleaned away by the nodes.
    private final Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    private Instant now = minute.plusSeconds(10);

    RateLimitsTest(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @AfterEach
    void stop() {
        nodes.forEach(RateLimits::stop);
    }

    /// A node of its own, with a clock that stands still.
    private RateLimits node() {
        RateLimits node = new RateLimits(new WindowRepository(jdbc), () -> now);
        nodes.add(node);
        return node;
    }

    private boolean allowed(RateLimits node, Allowance... allowances) {
        return node.take(subject, List.of(allowances)).orElseThrow().allowed();
    }

    private int allowedOf(int count, RateLimits node, Allowance... allowances) {
        int allowed = 0;
        for (int i = 0; i < count; i++) {
            allowed += allowed(node, allowances) ? 1 : 0;
        }
        return allowed;
    }

    @Test
    void one_node_lets_exactly_the_limit_through() {
        assertThat(allowedOf(600, node(), Allowance.perMinute(500))).isEqualTo(500);
    }

    @Test
    void one_node_lets_exactly_the_limit_through_when_part_of_it_is_free() {
        assertThat(allowedOf(400, node(), Allowance.perMinute(300).withFree(20)))
                .isEqualTo(300);
    }

    @Test
    void windows_are_aligned_to_the_clock() {
        RateLimits node = node();
        Allowance five = Allowance.perMinute(5);
        assertThat(allowedOf(6, node, five)).isEqualTo(5);
        now = minute.plusMillis(59_999);
        assertThat(allowed(node, five)).isFalse();
        now = minute.plusSeconds(60);
        assertThat(allowedOf(6, node, five)).isEqualTo(5);
    }

    @Test
    void the_standing_counts_down_and_says_when_the_window_ends() {
        RateLimits node = node();
        Allowance hundred = Allowance.perMinute(100);
        Standing first = node.take(subject, List.of(hundred)).orElseThrow();
        assertThat(first).isEqualTo(new Standing(true, 100, 99, 50));
        allowedOf(98, node, hundred);
        assertThat(node.take(subject, List.of(hundred)).orElseThrow().remaining())
                .isZero();
        assertThat(node.take(subject, List.of(hundred)).orElseThrow()).isEqualTo(new Standing(false, 100, 0, 50));
    }

    @Test
    void several_nodes_never_pass_the_limit_and_come_near_it() {
        List<RateLimits> three = List.of(node(), node(), node());
        int allowed = 0;
        for (int i = 0; i < 900; i++) {
            allowed += allowed(three.get(i % 3), Allowance.perMinute(500)) ? 1 : 0;
        }
        assertThat(allowed).isLessThanOrEqualTo(500).isGreaterThanOrEqualTo(500 - 2 * LARGEST_LEASE);
    }

    @Test
    void many_threads_on_several_nodes_never_pass_the_limit() throws Exception {
        List<RateLimits> three = List.of(node(), node(), node());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                RateLimits node = three.get(i % 3);
                clients.add(() -> allowedOf(100, node, Allowance.perMinute(500)));
            }
            int allowed = 0;
            for (Future<Integer> client : threads.invokeAll(clients)) {
                allowed += client.get();
            }
            assertThat(allowed).isLessThanOrEqualTo(500).isGreaterThanOrEqualTo(500 - 2 * LARGEST_LEASE);
        }
    }

    @Test
    void the_free_part_is_all_that_more_nodes_add() {
        Allowance allowance = Allowance.perMinute(300).withFree(20);
        int allowed = 0;
        for (int i = 0; i < 3; i++) {
            allowed += allowedOf(400, node(), allowance);
        }
        assertThat(allowed).isEqualTo(300 + 2 * 20);
    }

    @Test
    void a_request_that_the_hour_refuses_does_not_use_up_the_minute() {
        RateLimits node = node();
        Allowance five = Allowance.perMinute(5);
        assertThat(allowedOf(10, node, five, Allowance.perHour(2))).isEqualTo(2);
        assertThat(allowedOf(10, node, five)).isEqualTo(3);
    }

    @Test
    void subjects_do_not_count_for_each_other() {
        RateLimits node = node();
        assertThat(allowedOf(2, node, Allowance.perMinute(1))).isEqualTo(1);
        assertThat(node.take(subject + "-other", List.of(Allowance.perMinute(1)))
                        .orElseThrow()
                        .allowed())
                .isTrue();
    }

    @Test
    void without_an_allowance_there_is_no_limit() {
        assertThat(node().take(subject, List.of())).isEmpty();
    }

    @Test
    void the_free_part_asks_no_database() {
        allowedOf(20, node(), Allowance.perMinute(300).withFree(20));
        assertThat(rows()).isZero();
        allowedOf(21, node(), Allowance.perMinute(300).withFree(20));
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void windows_that_have_ended_are_forgotten() {
        now = Instant.now().minus(Duration.ofHours(3));
        allowed(node(), Allowance.perMinute(5), Allowance.perHour(5));
        new WindowRepository(jdbc).forget();
        assertThat(rows()).isZero();
    }

    private long rows() {
        return jdbc.sql("select count(*) from rate_window where subject = :subject")
                .param("subject", subject)
                .query(Long.class)
                .single();
    }
}

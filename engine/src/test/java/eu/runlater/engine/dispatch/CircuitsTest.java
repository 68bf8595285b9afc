package eu.runlater.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.dispatch.CircuitState.Report;
import eu.runlater.engine.dispatch.Circuits.Key;
import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What two nodes see of one host, in the table they share.
@EngineTest
class CircuitsTest {
    private static final HostEffect FAILURE = new HostEffect(HostEffect.Kind.FAILED, "HTTP 503", null);
    private static final HostEffect ANSWER = new HostEffect(HostEffect.Kind.ANSWERED, "", null);
    private static final long LIMIT = Duration.ofSeconds(45).toMillis();

    private final Circuits circuits;
    private final TestTime time;
    private final InstantSource clock;
    private final Tenant tenant;
    private final Key host;

    CircuitsTest(Circuits circuits, TestAccounts accounts, TestTime time, InstantSource clock) {
        this.circuits = circuits;
        this.time = time;
        this.clock = clock;
        this.tenant = accounts.newTenant();
        this.host = new Key(tenant.organizationId(), UUID.randomUUID() + ".test");
        accounts.protectTargets(tenant);
    }

    private Instant started;

    @BeforeEach
    void open() {
        started = clock.instant();
        report(FAILURE, 3);
        assertThat(circuits.open()).containsKey(host);
        assertThat(circuits.probe(host, UUID.randomUUID(), LIMIT)).isFalse();
        time.advance(Duration.ofSeconds(31));
    }

    private void report(HostEffect effect, int times) {
        Report report = Report.NOTHING;
        for (int i = 0; i < times; i++) {
            report = report.and(effect, started);
        }
        circuits.fold(Map.of(host, report));
    }

    @Test
    void there_is_one_probe_at_a_time() {
        UUID probe = UUID.randomUUID();
        assertThat(circuits.probe(host, probe, LIMIT)).isTrue();
        assertThat(circuits.probe(host, UUID.randomUUID(), LIMIT)).isFalse();
    }

    @Test
    void a_late_failure_of_the_first_wave_does_not_let_a_second_probe_go() {
        assertThat(circuits.probe(host, UUID.randomUUID(), LIMIT)).isTrue();

        report(FAILURE, 2);

        assertThat(circuits.probe(host, UUID.randomUUID(), LIMIT)).isFalse();
    }

    @Test
    void a_failed_probe_opens_again_and_leaves_room_for_the_next_one() {
        assertThat(circuits.probe(host, UUID.randomUUID(), LIMIT)).isTrue();
        started = clock.instant();

        report(FAILURE, 1);

        assertThat(Objects.requireNonNull(circuits.open().get(host))).isAfter(started.plusSeconds(50));
        time.advance(Duration.ofSeconds(61));
        assertThat(circuits.probe(host, UUID.randomUUID(), LIMIT)).isTrue();
    }

    @Test
    void a_probe_that_was_lost_is_given_up() {
        assertThat(circuits.probe(host, UUID.randomUUID(), LIMIT)).isTrue();
        time.advance(Duration.ofMillis(LIMIT + 1_000));
        assertThat(circuits.probe(host, UUID.randomUUID(), LIMIT)).isTrue();
    }

    @Test
    void a_good_answer_closes() {
        assertThat(circuits.probe(host, UUID.randomUUID(), LIMIT)).isTrue();
        started = clock.instant();

        report(ANSWER, 1);

        assertThat(circuits.open()).doesNotContainKey(host);
    }
}

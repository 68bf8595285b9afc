package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EngineTest
class SigningSecretsTest {
    private static final Duration DAY = Duration.ofHours(24);

    private final SigningSecrets secrets;
    private final TestAccounts accounts;
    private final TestTime time;
    private UUID organization;

    SigningSecretsTest(SigningSecrets secrets, TestAccounts accounts, TestTime time) {
        this.secrets = secrets;
        this.accounts = accounts;
        this.time = time;
        this.organization = new UUID(0, 0);
    }

    @BeforeEach
    void anOrganization() {
        organization = accounts.newTenant().organizationId();
    }

    private List<String> current() {
        return secrets.current(organization).stream().map(SigningSecret::reveal).toList();
    }

    private String rotate(Duration overlap, boolean force) {
        return ((SigningSecrets.Rotation.Done) secrets.rotate(organization, overlap, force))
                .secret()
                .reveal();
    }

    @Test
    void an_organization_signs_with_its_own_secret() {
        UUID other = accounts.newTenant().organizationId();

        assertThat(current()).hasSize(1);
        assertThat(secrets.current(other).getFirst().reveal())
                .isNotEqualTo(current().getFirst());
        assertThatThrownBy(() -> secrets.current(UUID.randomUUID())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void after_a_rotation_both_sign_until_the_overlap_ends() {
        String old = current().getFirst();
        String newer = rotate(DAY, false);

        assertThat(current()).containsExactly(newer, old);

        time.advance(DAY.minusMinutes(1));
        assertThat(current()).containsExactly(newer, old);

        time.advance(Duration.ofMinutes(2));
        assertThat(current()).containsExactly(newer);
    }

    @Test
    void a_second_rotation_within_the_overlap_needs_force() {
        String old = current().getFirst();
        String second = rotate(DAY, false);

        assertThat(secrets.rotate(organization, DAY, false))
                .isInstanceOfSatisfying(
                        SigningSecrets.Rotation.OverlapRuns.class,
                        runs -> assertThat(runs.until()).isAfter(java.time.Instant.EPOCH));
        assertThat(current()).containsExactly(second, old);

        String third = rotate(DAY, true);
        assertThat(current()).containsExactly(third, second);
    }

    @Test
    void an_overlap_can_be_ended_at_once_or_not_given_at_all() {
        String newer = rotate(DAY, false);
        assertThat(secrets.endOverlap(organization)).isTrue();
        assertThat(secrets.endOverlap(organization)).isFalse();
        assertThat(current()).containsExactly(newer);

        String newest = rotate(Duration.ZERO, false);
        assertThat(current()).containsExactly(newest);
    }

    @Test
    void of_many_rotations_at_the_same_moment_one_is_made() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<SigningSecrets.Rotation>> many = IntStream.range(0, 8)
                    .<Callable<SigningSecrets.Rotation>>mapToObj(_ -> () -> secrets.rotate(organization, DAY, false))
                    .toList();
            long done = 0;
            for (var rotation : threads.invokeAll(many)) {
                done += rotation.get() instanceof SigningSecrets.Rotation.Done ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
        assertThat(current()).hasSize(2);
    }

    @Test
    void an_organization_that_does_not_exist_has_nothing_to_rotate() {
        assertThat(secrets.rotate(UUID.randomUUID(), DAY, false))
                .isEqualTo(new SigningSecrets.Rotation.NoOrganization());
        assertThatThrownBy(() -> secrets.rotate(organization, Duration.ofHours(169), false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

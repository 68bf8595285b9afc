package eu.runlater.engine.organizations;

import eu.runlater.engine.accounts.Plan;
import org.jspecify.annotations.Nullable;

/// What can be set of an organization.
///
/// @param circuitThreshold failures in a row that open a host's circuit; 0 = never
/// @param maxConcurrent attempts at once; absent = the plan's · @param hostConcurrency to one host; absent = the plan's
record OrganizationSettings(
        String name,
        Plan plan,
        int retentionDays,
        int circuitThreshold,
        @Nullable Integer maxConcurrent,
        @Nullable Integer hostConcurrency) {
    static final int LONGEST_RETENTION = 3_650;

    /// The longest history that the organization itself may choose.
    int maxRetentionDays() {
        return plan == Plan.UNLIMITED ? LONGEST_RETENTION : plan.historyDays();
    }

    /// On another plan: with its history, and caps that are not above its own.
    ///
    /// @param unlimitedDays history of an organization without limits, as the installation has it
    OrganizationSettings on(Plan other, int unlimitedDays) {
        if (other == plan) {
            return this;
        }
        return new OrganizationSettings(
                name,
                other,
                other == Plan.UNLIMITED ? unlimitedDays : other.historyDays(),
                circuitThreshold,
                least(maxConcurrent, other.maxConcurrent()),
                least(hostConcurrency, other.hostConcurrency()));
    }

    private static @Nullable Integer least(@Nullable Integer own, @Nullable Integer ofPlan) {
        return own == null || ofPlan == null || own <= ofPlan ? own : null;
    }
}

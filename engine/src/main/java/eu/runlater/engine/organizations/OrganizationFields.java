package eu.runlater.engine.organizations;

import eu.runlater.engine.accounts.AccountFields;
import eu.runlater.engine.accounts.Plan;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Fields;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An organization's settings as a request has them: what was sent, laid over what is set.
///
/// @param sent names of the fields that were sent, also with `null`
record OrganizationFields(
        Set<String> sent,
        String name,
        int retentionDays,
        int circuitThreshold,
        @Nullable Integer maxConcurrent,
        @Nullable Integer hostConcurrency) {
    private static final int MOST_FAILURES = 1_000;
    private static final int MOST_CONCURRENT = 100_000;

    /// Notes what is wrong with them.
    static OrganizationFields read(Fields fields) {
        Set<String> sent = fields.sent().keySet();
        for (String field : Set.of("retention_days", "circuit_threshold")) {
            if (sent.contains(field) && fields.value(field) == null) {
                fields.refuse(field, "must be a number, not null");
            }
        }
        return new OrganizationFields(
                sent,
                sent.contains("name") ? AccountFields.requiredName(fields, "name") : "",
                fields.integer("retention_days", 1, OrganizationSettings.LONGEST_RETENTION, 1),
                fields.integer("circuit_threshold", 0, MOST_FAILURES, 0),
                cap(fields, "max_concurrent"),
                cap(fields, "host_concurrency"));
    }

    private static @Nullable Integer cap(Fields fields, String field) {
        return fields.value(field) == null ? null : fields.integer(field, 1, MOST_CONCURRENT, 1);
    }

    /// @param unbound whether the plan's limits do not bind whoever asks
    OrganizationSettings over(OrganizationSettings current, boolean unbound) {
        OrganizationSettings settings = new OrganizationSettings(
                sent.contains("name") ? name : current.name(),
                current.plan(),
                sent.contains("retention_days") ? retentionDays : current.retentionDays(),
                sent.contains("circuit_threshold") ? circuitThreshold : current.circuitThreshold(),
                sent.contains("max_concurrent") ? maxConcurrent : current.maxConcurrent(),
                sent.contains("host_concurrency") ? hostConcurrency : current.hostConcurrency());
        if (!unbound) {
            Plan plan = current.plan();
            if (sent.contains("retention_days")) {
                bound("retention_days", settings.retentionDays(), settings.maxRetentionDays(), plan);
            }
            if (sent.contains("max_concurrent")) {
                bound("max_concurrent", settings.maxConcurrent(), plan.maxConcurrent(), plan);
            }
            if (sent.contains("host_concurrency")) {
                bound("host_concurrency", settings.hostConcurrency(), plan.hostConcurrency(), plan);
            }
        }
        return settings;
    }

    private static void bound(String field, @Nullable Integer value, @Nullable Integer most, Plan plan) {
        if (value != null && most != null && value > most) {
            throw ApiProblem.invalid(
                    field, "must be at most " + most + " on the plan \"" + plan.word() + "\", not " + value);
        }
    }
}

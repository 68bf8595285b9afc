package eu.runlater.engine.monitors;

import eu.runlater.engine.openapi.Field;

/// What the requests about monitors may hold, for the API's document; [MonitorReader] has the same names.
final class MonitorRequests {
    private MonitorRequests() {}

    record MonitorFields(
            @Field(about = "required when it is made", maxLength = 255, example = "\"Warehouse sync\"")
            String name,

            @Field(
                    about = "required when it is made",
                    values = {"interval", "cron"})
            String scheduleType,

            @Field(about = "required for `interval`", min = 60, max = 604_800, example = "3600")
            Integer intervalSeconds,

            @Field(about = "required for `cron`", maxLength = 255)
            String cronExpression,

            @Field(about = "an IANA name; what the cron expression is read in", standard = "\"UTC\"")
            String timezone,

            @Field(about = "how late a ping may be", min = 0, max = 3_600, standard = "300")
            Integer gracePeriodSeconds,

            @Field(about = "when false, nothing is expected and pings are told 410", standard = "true")
            Boolean enabled,

            @Field(about = "null = as the organization has set")
            Boolean notifyOnFailure,

            @Field(about = "null = as the organization has set")
            Boolean notifyOnRecovery,

            @Field(about = "told when it goes down") String onFailureUrl,

            @Field(about = "told when it is up again") String onRecoveryUrl,

            @Field(about = "the version you have; when there is a newer one, the answer is 409", min = 1)
            Integer version,

            @Field(about = "why, for the audit log", maxLength = 500)
            String reason) {}
}

package eu.runlater.engine.monitors;

import eu.runlater.engine.openapi.Field;
import java.util.Map;

/// What the requests about monitors may hold, for the API's document; [MonitorReader] has the same names.
final class MonitorRequests {
    private MonitorRequests() {}

    record MonitorFields(
            @Field(about = "required when it is made", maxLength = 255, example = "\"Warehouse sync\"")
            String name,

            @Field(
                    about = "heartbeat: a job reports here; http: a URL is called. Fixed",
                    values = {"heartbeat", "http"},
                    standard = "\"heartbeat\"")
            String kind,

            @Field(
                    about = "required when a heartbeat is made",
                    values = {"interval", "cron"})
            String scheduleType,

            @Field(
                    about = "required for `interval`, at least 60; http: at least 10, by itself 60",
                    min = 10,
                    max = 604_800,
                    example = "3600")
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

            @Field(about = "http: what is called; required when it is made", maxLength = 2_048)
            String url,

            @Field(
                    about = "http",
                    values = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"},
                    standard = "\"GET\"")
            String method,

            @Field(about = "http: headers to send, by name") Map<String, String> headers,

            @Field(about = "http: body to send", maxLength = 65_536)
            String body,

            @Field(about = "http", min = 1_000, max = 60_000, standard = "10000")
            Integer timeoutMs,

            @Field(about = "http: such as \"200, 204\"; null = 200 to 299", maxLength = 1_024)
            String expectedStatusCodes,

            @Field(about = "http: text that the answer must contain", maxLength = 1_024)
            String expectedBodyPattern,

            @Field(about = "http: a field of the answer and the value it must have")
            ExpectedJsonFields expectedJson,

            @Field(about = "http: slower is a failure", min = 1, max = 60_000)
            Integer maxResponseMs,

            @Field(about = "http: a certificate that ends sooner is a failure", min = 1, max = 365)
            Integer tlsDaysLeft,

            @Field(about = "http: failures in a row that make it down", min = 1, max = 10, standard = "2")
            Integer confirmations,

            @Field(about = "the version you have; when there is a newer one, the answer is 409", min = 1)
            Integer version,

            @Field(about = "why, for the audit log", maxLength = 500)
            String reason) {}

    record ExpectedJsonFields(
            @Field(about = "names separated by dots", required = true, maxLength = 255, example = "\"db.state\"")
            String field,

            @Field(about = "the value, as a text", required = true, maxLength = 255)
            String equals) {}
}

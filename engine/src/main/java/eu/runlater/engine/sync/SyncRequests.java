package eu.runlater.engine.sync;

import eu.runlater.engine.openapi.Field;
import java.util.List;

/// What a sync's file may hold, for the API's document.
final class SyncRequests {
    private SyncRequests() {}

    record SyncFile(
            @Field(
                    about = "recurring tasks, matched by `name`; the fields of a task. Absent = tasks are left alone",
                    maxLength = SyncController.MOST,
                    example = "[{\"name\": \"Nightly export\", \"url\": \"https://erp.example.com/export\","
                            + " \"cron_expression\": \"30 2 * * *\"}]")
            List<Object> tasks,

            @Field(
                    about = "monitors, matched by `name`; the fields of a monitor. Absent = monitors are left alone",
                    maxLength = SyncController.MOST)
            List<Object> monitors,

            @Field(
                    about = "inbound endpoints, matched by `name`. Absent = endpoints are left alone",
                    maxLength = SyncController.MOST)
            List<Object> endpoints,

            @Field(about = "whether what has no item is deleted, of the kinds that were sent", standard = "false")
            Boolean deleteRemoved,

            @Field(about = "whether only to say what would be done", standard = "false")
            Boolean dryRun,

            @Field(about = "why, for the audit log", maxLength = 500, example = "\"release 2026.11\"")
            String reason) {}
}

package eu.runlater.faults;

import eu.runlater.process.ApiClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// What the API says became of tasks.
final class History {
    private final ApiClient api;

    History(ApiClient api) {
        this.api = api;
    }

    /// Task → status of its newest execution, for all tasks of the organization.
    Map<UUID, String> newestStatusByTask() {
        Map<UUID, String> statuses = new HashMap<>();
        for (JsonNode execution : pages("/api/v1/executions?group=run&limit=100")) {
            statuses.put(
                    UUID.fromString(execution.path("task_id").asString()),
                    execution.path("status").asString());
        }
        return statuses;
    }

    /// All executions with a status.
    List<JsonNode> executions(String status) {
        return pages("/api/v1/executions?limit=100&status=" + status);
    }

    /// The attempts of a task, first to last.
    List<JsonNode> attempts(UUID task) {
        List<JsonNode> attempts = new ArrayList<>();
        api.get("/api/v1/tasks/" + task + "/executions").data().forEach(attempts::addFirst);
        return attempts;
    }

    private List<JsonNode> pages(String path) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = api.get(path + cursor).ok();
            page.path("data").forEach(all::add);
            if (!page.path("has_more").asBoolean()) {
                return all;
            }
            cursor = "&cursor=" + page.path("next_cursor").asString();
        }
    }
}

package eu.runlater.console.api;

import eu.runlater.model.CircuitView;
import eu.runlater.model.QueueView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;

/// The calls about queues and circuits. Each blocks and is for background threads; any thread.
public final class QueueApi {
    private final EngineApi api;

    QueueApi(EngineApi api) {
        this.api = api;
    }

    /// All queues, by name; without what only the single view has.
    public List<QueueView> all() throws ApiFailure {
        return EngineApi.list(api.get(api.url("queues").build()), QueueView.class);
    }

    public QueueView one(String name) throws ApiFailure {
        return EngineApi.data(api.get(queue(name).build()), QueueView.class);
    }

    /// Changes settings, now; 409 `version_conflict` when somebody else changed them meanwhile.
    public QueueView change(String name, QueueChange change) throws ApiFailure {
        return EngineApi.data(
                api.patch(queue(name).build(), Json.WIRE.writeValueAsString(change.body())), QueueView.class);
    }

    /// Nothing of it starts until it is resumed.
    ///
    /// @param reason why, for everybody who wonders; may be empty
    public QueueView pause(String name, String reason) throws ApiFailure {
        HttpUrl url = queue(name).addPathSegment("pause").build();
        return EngineApi.data(api.post(url, reasonOnly(reason)), QueueView.class);
    }

    public QueueView resume(String name) throws ApiFailure {
        HttpUrl url = queue(name).addPathSegment("resume").build();
        return EngineApi.data(api.post(url, "{}"), QueueView.class);
    }

    /// Takes back what waits in the queue, for good; what runs goes on.
    ///
    /// @param dryRun only count
    public Purged purge(String name, boolean dryRun, String reason) throws ApiFailure {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("dry_run", dryRun);
        if (!reason.isBlank()) {
            body.put("reason", reason);
        }
        HttpUrl url = queue(name).addPathSegment("purge").build();
        return EngineApi.data(api.post(url, Json.WIRE.writeValueAsString(body)), Purged.class);
    }

    /// Hosts with something against them.
    public List<CircuitView> circuits() throws ApiFailure {
        return EngineApi.list(api.get(api.url("circuits").build()), CircuitView.class);
    }

    /// Lets calls to the host go at once, as if nothing had failed.
    public void resetCircuit(String host) throws ApiFailure {
        api.post(
                api.url("circuits").addPathSegment(host).addPathSegment("reset").build(), "{}");
    }

    private HttpUrl.Builder queue(String name) {
        return api.url("queues").addPathSegment(name);
    }

    private static String reasonOnly(String reason) {
        return Json.WIRE.writeValueAsString(reason.isBlank() ? Map.of() : Map.of("reason", reason));
    }
}

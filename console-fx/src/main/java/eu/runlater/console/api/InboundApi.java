package eu.runlater.console.api;

import eu.runlater.model.EndpointView;
import eu.runlater.model.EventReplay;
import eu.runlater.model.EventsReplay;
import eu.runlater.model.InboundEventDetail;
import eu.runlater.model.InboundEventView;
import eu.runlater.model.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// The calls about inbound endpoints and the events they received. Each blocks and is for background threads; any
/// thread.
public final class InboundApi {
    private final EngineApi api;

    InboundApi(EngineApi api) {
        this.api = api;
    }

    /// All of them, newest first.
    public List<EndpointView> all() throws ApiFailure {
        return EngineApi.list(api.get(api.url("endpoints").build()), EndpointView.class);
    }

    public EndpointView one(UUID id) throws ApiFailure {
        return EngineApi.data(api.get(url(id).build()), EndpointView.class);
    }

    /// @param idempotencyKey the same for every try to store the same form, so that it is stored once
    public EndpointView create(Map<String, Object> endpoint, String idempotencyKey) throws ApiFailure {
        String body = Json.WIRE.writeValueAsString(endpoint);
        return EngineApi.data(api.post(api.url("endpoints").build(), body, idempotencyKey), EndpointView.class);
    }

    /// Changes what is named; 409 `version_conflict` when `version` is not the current one.
    public EndpointView change(UUID id, Map<String, Object> fields) throws ApiFailure {
        return EngineApi.data(api.patch(url(id).build(), Json.WIRE.writeValueAsString(fields)), EndpointView.class);
    }

    /// With its events.
    public void delete(UUID id) throws ApiFailure {
        api.delete(url(id).build());
    }

    /// One page of what was received, newest first.
    ///
    /// @param status only events that stand so; empty = all
    /// @param cursor of the page before; absent for the first
    public Page<InboundEventView> events(UUID id, String status, int limit, @Nullable String cursor) throws ApiFailure {
        HttpUrl.Builder url =
                api.url("endpoints/" + id + "/events").addQueryParameter("limit", Integer.toString(limit));
        if (!status.isEmpty()) {
            url.addQueryParameter("status", status);
        }
        if (cursor != null) {
            url.addQueryParameter("cursor", cursor);
        }
        try {
            return Json.WIRE.convertValue(api.get(url.build()), new TypeReference<>() {});
        } catch (JacksonException | NullPointerException e) {
            throw EngineApi.unreadable(e);
        }
    }

    /// What was received, and how each forwarding stands. The engine records that somebody looked.
    public InboundEventDetail event(UUID id, UUID eventId) throws ApiFailure {
        return EngineApi.data(
                api.get(api.url("endpoints/" + id + "/events/" + eventId).build()), InboundEventDetail.class);
    }

    /// A new run of each of the event's forwardings, now.
    ///
    /// @param idempotencyKey the same for every try of one replay, so that it happens once
    public EventReplay replay(UUID id, UUID eventId, String idempotencyKey) throws ApiFailure {
        HttpUrl url =
                api.url("endpoints/" + id + "/events/" + eventId + "/replay").build();
        return EngineApi.data(api.post(url, "{}", idempotencyKey), EventReplay.class);
    }

    /// Replays many, or says what that would do.
    ///
    /// @param selection `from`, `to`, `status`, `event_ids`, `dry_run`, `reason`
    public EventsReplay replayMany(UUID id, Map<String, Object> selection, String idempotencyKey) throws ApiFailure {
        HttpUrl url = api.url("endpoints/" + id + "/replay").build();
        return EngineApi.data(
                api.post(url, Json.WIRE.writeValueAsString(selection), idempotencyKey), EventsReplay.class);
    }

    private HttpUrl.Builder url(UUID id) {
        return api.url("endpoints/" + id);
    }
}

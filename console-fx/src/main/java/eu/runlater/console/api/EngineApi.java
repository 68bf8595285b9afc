package eu.runlater.console.api;

import eu.runlater.console.api.ApiFailure.Kind;
import eu.runlater.model.Accepted;
import eu.runlater.model.EngineStatus;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Overview;
import eu.runlater.model.Page;
import eu.runlater.model.TaskView;
import eu.runlater.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/// The documented API of one engine. Every method blocks and is for background threads ([Background]); any thread.
/// Redirects are not followed, so that the key goes to no other host.
public final class EngineApi implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");
    /// How people find this console in the list of their sessions.
    private static final String NAME = "Runlater console (" + System.getProperty("os.name", "?") + ")";

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE_CALL = Duration.ofSeconds(30);

    private final OkHttpClient client;
    private final Access access;
    private final Calls calls;

    private EngineApi(OkHttpClient client, Access access) {
        this.client = client;
        this.access = access;
        this.calls = new Calls(client);
    }

    public static EngineApi of(Access access) {
        OkHttpClient client = new OkHttpClient.Builder()
                .connectTimeout(CONNECT)
                .callTimeout(WHOLE_CALL)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
        return new EngineApi(client, access);
    }

    public Overview overview() throws ApiFailure {
        return data(get(url("overview").build()), Overview.class);
    }

    public EngineStatus engine() throws ApiFailure {
        return data(get(url("engine").build()), EngineStatus.class);
    }

    /// One page, newest first.
    ///
    /// @param cursor of the page before; absent for the first
    public Page<ExecutionSummary> executions(ExecutionQuery query, int limit, @Nullable String cursor)
            throws ApiFailure {
        HttpUrl.Builder url = select(url("executions"), query).addQueryParameter("limit", Integer.toString(limit));
        if (cursor != null) {
            url.addQueryParameter("cursor", cursor);
        }
        return page(get(url.build()));
    }

    /// How many rows the query has, of all time unless it says otherwise.
    public long count(ExecutionQuery query) throws ApiFailure {
        JsonNode answer = get(select(url("executions/count"), query).build());
        return answer.path("data").path("count").asLong(answer.path("count").asLong(0));
    }

    public ExecutionDetail execution(UUID id) throws ApiFailure {
        return data(get(url("executions/" + id).build()), ExecutionDetail.class);
    }

    /// Runs the same request again as a new run.
    public Accepted retry(UUID executionId) throws ApiFailure {
        return data(post(url("executions/" + executionId + "/retry").build(), "{}"), Accepted.class);
    }

    /// Takes back an execution that was not sent yet.
    public void cancel(UUID executionId) throws ApiFailure {
        post(url("executions/" + executionId + "/cancel").build(), "{}");
    }

    /// @param idempotencyKey the same for every try to send the same form, so that it is stored once
    public Accepted create(NewTask task, String idempotencyKey) throws ApiFailure {
        Request request = request(url("tasks").build())
                .header("Idempotency-Key", idempotencyKey)
                .post(RequestBody.create(Json.WIRE.writeValueAsString(task), JSON))
                .build();
        return data(send(request), Accepted.class);
    }

    public TaskView task(UUID id) throws ApiFailure {
        return data(get(url("tasks/" + id).build()), TaskView.class);
    }

    /// The month's use of the plan.
    public Usage usage() throws ApiFailure {
        return data(get(url("usage").build()), Usage.class);
    }

    /// Everything about recurring tasks.
    public TaskApi tasks() {
        return new TaskApi(this);
    }

    /// What targets are shown.
    public CredentialApi credentials() {
        return new CredentialApi(this);
    }

    /// Everything about queues and circuits.
    public QueueApi queues() {
        return new QueueApi(this);
    }

    /// Runs that ended badly, by cause.
    public FailureApi failures() {
        return new FailureApi(this);
    }

    /// Bulk operations at work or done.
    public OperationApi operations() {
        return new OperationApi(this);
    }

    /// Everything about inbound endpoints and their events.
    public InboundApi inbound() {
        return new InboundApi(this);
    }

    /// Who did what, and whether that record is whole.
    public AuditApi audit() {
        return new AuditApi(this);
    }

    /// Signing in and out, and one's own account.
    public SessionApi session() {
        return new SessionApi(this);
    }

    /// The organization: its members, invites, keys, signing secret and settings.
    public TeamApi team() {
        return new TeamApi(this);
    }

    /// Whether the engine answers and is ready; needs no key.
    public void health() throws ApiFailure {
        HttpUrl url = access.base().newBuilder().addPathSegments("health/ready").build();
        get(url);
    }

    /// Whether the event stream opens; does not stay on it.
    public void tryStream() throws ApiFailure {
        Request request = request(url("events").build())
                .header("Accept", "text/event-stream")
                .build();
        calls.open(request, "text/event-stream");
    }

    /// The address and key in use, for the stream of the same profile.
    public Access access() {
        return access;
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }

    private static HttpUrl.Builder select(HttpUrl.Builder url, ExecutionQuery query) {
        if (!query.query().isBlank()) {
            url.addQueryParameter("query", query.query());
        }
        if (query.byRun()) {
            url.addQueryParameter("group", "run");
        }
        return url;
    }

    HttpUrl.Builder url(String path) {
        return access.base().newBuilder().addPathSegments("api/v1/" + path);
    }

    private Request.Builder request(HttpUrl url) {
        Request.Builder request = new Request.Builder()
                .url(url)
                .header("Accept", "application/json")
                .header("User-Agent", NAME);
        String key = access.key();
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    private JsonNode send(Request request) throws ApiFailure {
        try {
            return calls.send(request);
        } catch (ApiFailure e) {
            // The answer to a call that left before the key was renewed says nothing about the new one.
            String sent = request.header("Authorization");
            if (e.status() != 401 || sent == null || !isOfKey(e)) {
                throw e;
            }
            if (sent.equals("Bearer " + access.key())) {
                access.refused();
            }
            throw Access.isSession(sent.substring("Bearer ".length())) ? e.ofSession() : e;
        }
    }

    /// Whether it is the key that was refused, not a password sent along with it.
    private static boolean isOfKey(ApiFailure failure) {
        return failure.details().isEmpty() && !failure.code().equals("invalid_credentials");
    }

    JsonNode get(HttpUrl url) throws ApiFailure {
        return send(request(url).build());
    }

    JsonNode post(HttpUrl url, String body) throws ApiFailure {
        return send(request(url).post(RequestBody.create(body, JSON)).build());
    }

    JsonNode post(HttpUrl url, String body, String idempotencyKey) throws ApiFailure {
        return send(request(url)
                .header("Idempotency-Key", idempotencyKey)
                .post(RequestBody.create(body, JSON))
                .build());
    }

    void delete(HttpUrl url) throws ApiFailure {
        send(request(url).delete().build());
    }

    void delete(HttpUrl url, String body) throws ApiFailure {
        send(request(url).delete(RequestBody.create(body, JSON)).build());
    }

    JsonNode put(HttpUrl url, String body) throws ApiFailure {
        return send(request(url).put(RequestBody.create(body, JSON)).build());
    }

    JsonNode patch(HttpUrl url, String body) throws ApiFailure {
        return send(request(url).patch(RequestBody.create(body, JSON)).build());
    }

    private static Page<ExecutionSummary> page(JsonNode answer) throws ApiFailure {
        try {
            return Json.WIRE.convertValue(answer, new TypeReference<>() {});
        } catch (JacksonException | NullPointerException e) {
            throw unreadable(e);
        }
    }

    static <T> List<T> list(JsonNode answer, Class<T> type) throws ApiFailure {
        try {
            return Json.WIRE.convertValue(
                    answer.path("data"), Json.WIRE.getTypeFactory().constructCollectionType(List.class, type));
        } catch (JacksonException | NullPointerException e) {
            throw unreadable(e);
        }
    }

    static <T> T data(JsonNode answer, Class<T> type) throws ApiFailure {
        JsonNode data = answer.has("data") ? answer.get("data") : answer;
        try {
            T value = Json.WIRE.treeToValue(data, type);
            if (value == null) {
                throw unreadable(null);
            }
            return value;
        } catch (JacksonException | NullPointerException e) {
            throw unreadable(e);
        }
    }

    static ApiFailure unreadable(@Nullable Exception e) {
        return ApiFailure.unreachable(Kind.NOT_AN_ENGINE, "unexpected shape of the answer", e);
    }
}

package eu.runlater.console.engine;

import eu.runlater.console.api.Json;
import eu.runlater.console.engine.ScriptedEngine.Call;
import eu.runlater.console.engine.ScriptedEngine.Reply;
import eu.runlater.model.EndpointView;
import eu.runlater.model.EventFilter;
import eu.runlater.model.EventReplay;
import eu.runlater.model.EventsReplay;
import eu.runlater.model.ExecutionDetail.Body;
import eu.runlater.model.ExecutionDetail.HeaderLine;
import eu.runlater.model.InboundEventDetail;
import eu.runlater.model.InboundEventDetail.Forward;
import eu.runlater.model.InboundEventView;
import eu.runlater.model.Page;
import eu.runlater.model.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Inbound endpoints of the scripted engine and what they received.
public final class ScriptedInbound implements ScriptedEngine.Routes {
    /// The endpoint of a night that has seen it all.
    public static final UUID PAYMENTS = new UUID(0x0196a30000007000L, 0x8000000000000001L);

    /// Its event of which one forwarding failed.
    public static final UUID FAILED = new UUID(0x0196a31000007000L, 0x8000000000000003L);

    private static final String BODY = "{\"id\":\"evt_1042\",\"type\":\"invoice.paid\",\"data\":{\"object\":"
            + "{\"id\":\"in_88\",\"amount_paid\":8990,\"currency\":\"eur\",\"customer\":\"cus_31\"}}}";

    private final Instant now;
    private final Map<UUID, EndpointView> endpoints = new LinkedHashMap<>();
    private final List<InboundEventView> events = new ArrayList<>();

    public ScriptedInbound(Instant now) {
        this.now = now;
    }

    /// Endpoints of a shop at night: one with a failure, one that is quiet, one that is disabled.
    public static ScriptedInbound night(Instant now) {
        ScriptedInbound inbound = new ScriptedInbound(now);
        inbound.endpoints.put(
                PAYMENTS,
                inbound.endpoint(
                        PAYMENTS,
                        "Payment events",
                        List.of("https://shop.acme.test/hooks/pay", "https://crm.acme.test/hooks/pay"),
                        true,
                        true,
                        new Verification("stripe", null, null, null, null, 300, true),
                        List.of(new EventFilter(
                                null, "type", null, null, null, null, List.of("invoice.paid", "charge.failed"), null)),
                        now.minusSeconds(69)));
        UUID git = new UUID(0x0196a30000007000L, 0x8000000000000002L);
        inbound.endpoints.put(
                git,
                inbound.endpoint(
                        git,
                        "Deploy hooks",
                        List.of("https://deploy.acme.test/trigger"),
                        true,
                        false,
                        new Verification("github", null, null, null, null, 0, true),
                        List.of(),
                        null));
        UUID old = new UUID(0x0196a30000007000L, 0x8000000000000003L);
        inbound.endpoints.put(
                old,
                inbound.endpoint(
                        old,
                        "Old CRM",
                        List.of("https://crm.acme.test/legacy"),
                        false,
                        false,
                        null,
                        List.of(),
                        now.minus(Duration.ofDays(9))));
        inbound.received(FAILED, "POST", "failed", null, 69, 2);
        inbound.received(4, "POST", "success", null, 190, 2);
        inbound.received(5, "POST", "rejected", "the signature does not fit the body", 320, 0);
        inbound.received(6, "POST", "filtered", "json type is \"ping\"", 340, 0);
        for (int i = 7; i < 30; i++) {
            inbound.received(i, "POST", i == 12 || i == 13 ? "failed" : "success", null, 300L * i, 2);
        }
        return inbound;
    }

    private void received(int number, String method, String status, @Nullable String reason, long ago, int targets) {
        UUID id = new UUID(0x0196a31000007000L, 0x8000000000000000L + number);
        received(id, method, status, reason, ago, targets);
    }

    private void received(UUID id, String method, String status, @Nullable String reason, long ago, int targets) {
        List<UUID> tasks = new ArrayList<>();
        for (int i = 0; i < targets; i++) {
            tasks.add(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + 256 * (i + 1)));
        }
        events.add(new InboundEventView(
                id,
                PAYMENTS,
                method,
                "203.0.113.7",
                now.minusSeconds(ago),
                tasks,
                status,
                reason,
                "application/json",
                BODY.length()));
    }

    /// One more event on top, as if it had just come.
    public InboundEventView arrives() {
        received(99, "PUT", "pending", null, 0, 2);
        InboundEventView last = events.removeLast();
        events.addFirst(last);
        return last;
    }

    public EndpointView named(String name) {
        return endpoints.values().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// As if somebody else had edited it.
    public void edited(String name, String url) {
        EndpointView old = named(name);
        endpoints.put(old.id(), copy(old, old.name(), List.of(url), old.enabled(), old.version() + 1));
    }

    private EndpointView endpoint(
            UUID id,
            String name,
            List<String> urls,
            boolean enabled,
            boolean ordered,
            @Nullable Verification verification,
            List<EventFilter> filters,
            @Nullable Instant last) {
        return new EndpointView(
                id,
                name,
                "ep_h2Kq8rT0vYwX5zN1bM4cD7fG9jL3sP" + id.toString().substring(34),
                "https://in.acme.test/in/ep_h2Kq8rT0vYwX5zN1bM4cD7fG9jL3sP"
                        + id.toString().substring(34),
                urls,
                enabled,
                5,
                ordered,
                ordered ? "payment-events" : null,
                ordered,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of("X-Source", "payments"),
                null,
                null,
                List.of(),
                verification,
                filters,
                last,
                now.minus(Duration.ofDays(40)),
                now.minus(Duration.ofDays(12)),
                3);
    }

    private static EndpointView copy(EndpointView of, String name, List<String> urls, boolean enabled, int version) {
        return new EndpointView(
                of.id(),
                name,
                of.slug(),
                of.inboundUrl(),
                urls,
                enabled,
                of.retryAttempts(),
                of.useQueue(),
                of.queue(),
                of.ordered(),
                of.notifyOnFailure(),
                of.notifyOnRecovery(),
                of.callbackUrl(),
                of.onSuccessUrl(),
                of.onFailureUrl(),
                of.onRecoveryUrl(),
                of.forwardHeaders(),
                of.forwardBody(),
                of.forwardMethod(),
                of.passHeaders(),
                of.verification(),
                of.filters(),
                of.lastEventAt(),
                of.insertedAt(),
                of.updatedAt(),
                version);
    }

    @Override
    public @Nullable Reply answer(Call call) {
        List<String> parts = call.parts();
        if (parts.isEmpty() || !parts.getFirst().equals("endpoints")) {
            return null;
        }
        if (parts.size() == 1) {
            return call.method().equals("GET") ? Reply.of(List.copyOf(endpoints.values())) : create(call.body());
        }
        EndpointView endpoint = endpoints.get(UUID.fromString(parts.get(1)));
        if (endpoint == null) {
            return Reply.refused(404, "not_found", "No such endpoint.");
        }
        return switch (call.method() + " " + parts.size()) {
            case "GET 2" -> Reply.of(endpoint);
            case "PATCH 2" -> change(endpoint, call.body());
            case "DELETE 2" -> {
                endpoints.remove(endpoint.id());
                yield new Reply(204, "");
            }
            case "GET 3" -> page(endpoint, call);
            case "GET 4" -> event(UUID.fromString(parts.get(3)));
            case "POST 3" -> replayMany(endpoint, call.body());
            case "POST 5" -> replay(UUID.fromString(parts.get(3)));
            default -> null;
        };
    }

    private Reply create(String body) {
        JsonNode sent = JsonMapper.shared().readTree(body);
        List<String> urls = urls(sent);
        if (urls.isEmpty() || !urls.getFirst().startsWith("http")) {
            String error = "{\"error\":{\"code\":\"validation_error\",\"message\":\"Some fields are wrong.\","
                    + "\"details\":{\"forward_urls\":[\"must have at least one address\"],"
                    + "\"verification.secret\":[\"is required: what the sender signs with\"]}}}";
            return new Reply(422, error);
        }
        UUID id = UUID.randomUUID();
        EndpointView made = endpoint(id, sent.path("name").asString(), urls, true, false, null, List.of(), null);
        endpoints.put(id, made);
        return new Reply(201, Reply.of(made).json());
    }

    private Reply change(EndpointView endpoint, String body) {
        JsonNode sent = JsonMapper.shared().readTree(body);
        if (sent.has("version") && sent.path("version").asInt() != endpoint.version()) {
            return Reply.refused(409, "version_conflict", "The endpoint was changed meanwhile.");
        }
        EndpointView changed = copy(
                endpoint,
                sent.path("name").asString(endpoint.name()),
                sent.has("forward_urls") ? urls(sent) : endpoint.forwardUrls(),
                sent.path("enabled").asBoolean(endpoint.enabled()),
                endpoint.version() + 1);
        endpoints.put(changed.id(), changed);
        return Reply.of(changed);
    }

    private static List<String> urls(JsonNode sent) {
        return StreamSupport.stream(sent.path("forward_urls").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private List<InboundEventView> of(EndpointView endpoint, @Nullable String status) {
        return events.stream()
                .filter(event -> event.endpointId().equals(endpoint.id()))
                .filter(event -> status == null || status.equals(event.status()))
                .toList();
    }

    private Reply page(EndpointView endpoint, Call call) {
        List<InboundEventView> all = of(endpoint, call.parameters().get("status"));
        return new Reply(200, Json.WIRE.writeValueAsString(new Page<>(all, false, null)));
    }

    private Reply event(UUID id) {
        InboundEventView event =
                events.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
        List<Forward> forwards = new ArrayList<>();
        for (int i = 0; i < event.taskIds().size(); i++) {
            boolean bad = i == 0 && "failed".equals(event.status());
            forwards.add(new Forward(
                    event.taskIds().get(i),
                    named("Payment events").forwardUrls().get(i),
                    bad ? "failed" : "success",
                    UUID.randomUUID(),
                    bad ? 6 : 1,
                    bad ? 503 : 200,
                    bad ? "The target answered 503." : null));
        }
        byte[] bytes = BODY.getBytes(StandardCharsets.UTF_8);
        return Reply.of(new InboundEventDetail(
                event,
                "source=live",
                List.of(
                        new HeaderLine("content-type", "application/json", false),
                        new HeaderLine("user-agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)", false),
                        new HeaderLine("stripe-signature", "••••", true),
                        new HeaderLine("authorization", "••••", true),
                        new HeaderLine("x-forwarded-for", "203.0.113.7", false)),
                new Body(BODY, Base64.getEncoder().encodeToString(bytes), bytes.length, false),
                forwards));
    }

    private Reply replay(UUID id) {
        InboundEventView event =
                events.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
        return new Reply(
                202,
                Reply.of(new EventReplay(event.taskIds().stream()
                                .map(_ -> new EventReplay.Queued(UUID.randomUUID(), "pending", now))
                                .toList()))
                        .json());
    }

    private Reply replayMany(EndpointView endpoint, String body) {
        JsonNode sent = JsonMapper.shared().readTree(body);
        if (!sent.has("status") && !sent.has("from") && !sent.has("to")) {
            return Reply.refused(422, "validation_error", "must say which events: from, to, status or event_ids");
        }
        List<InboundEventView> matched =
                of(endpoint, sent.has("status") ? sent.path("status").asString() : null);
        long forwarded =
                matched.stream().filter(event -> !event.taskIds().isEmpty()).count();
        Map<String, Long> skipped =
                forwarded == matched.size() ? Map.of() : Map.of("no_tasks", matched.size() - forwarded);
        boolean dry = sent.path("dry_run").asBoolean(false);
        EventsReplay answer = new EventsReplay(dry, matched.size(), forwarded, forwarded * 2, skipped, List.of());
        return new Reply(dry ? 200 : 202, Reply.of(answer).json());
    }
}

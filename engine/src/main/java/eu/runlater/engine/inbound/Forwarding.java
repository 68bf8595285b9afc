package eu.runlater.engine.inbound;

import eu.runlater.engine.delivery.CallbackUrls;
import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.HeaderRules;
import eu.runlater.engine.delivery.Hops;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.delivery.TaskOptions;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes the tasks that forward an event (behaviour §20): what was received, less what belongs to its connection, under
/// what the endpoint lays over it. What cannot be sent becomes a task all the same, whose attempt fails with the
/// reason.
/// Any thread.
@Component
class Forwarding {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int PRIORITY = 5;
    private static final int MAX_NAME = 255;
    private static final int SHORT_ID = 8;
    private static final Set<String> OF_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "trailers",
            "transfer-encoding",
            "upgrade",
            "expect",
            "host",
            "content-length");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    private final Ids ids;
    private final int maxBody;

    Forwarding(Ids ids, Settings settings) {
        this.ids = ids;
        this.maxBody = settings.limits().body();
    }

    List<TaskDefinition> tasks(Endpoint endpoint, UUID eventId, Received request, Instant now) {
        Endpoint.Forward forward = endpoint.content().forward();
        String method = forward.method() == null ? request.method() : forward.method();
        List<Header> headers = headers(forward, request);
        byte[] body = forward.body() == null ? request.body() : forward.body().getBytes(StandardCharsets.UTF_8);
        String refusal = refusal(method, body);
        List<TaskDefinition> tasks = new ArrayList<>();
        for (int i = 0; i < forward.urls().size(); i++) {
            String url = forward.urls().get(i);
            tasks.add(new TaskDefinition(
                    ids.next(),
                    endpoint.organizationId(),
                    name(endpoint, eventId, i),
                    method,
                    url,
                    HttpUrl.get(url).host(),
                    headers,
                    body.length == 0 || refusal != null ? null : body,
                    endpoint.content().queue(),
                    PRIORITY,
                    TIMEOUT,
                    forward.retryAttempts(),
                    options(endpoint.content().hooks(), refusal),
                    now,
                    now,
                    now,
                    1));
        }
        return tasks;
    }

    private @Nullable String refusal(String method, byte[] body) {
        if (!METHODS.contains(method)) {
            return "The event came with method " + method + ", which cannot be forwarded; set forward_method.";
        }
        return body.length <= maxBody
                ? null
                : "The event's body has " + body.length + " bytes; a task's body may have " + maxBody
                        + ". The event is stored as it came.";
    }

    private static TaskOptions options(Endpoint.Hooks hooks, @Nullable String refusal) {
        CallbackUrls callbacks =
                CallbackUrls.of(hooks.callbackUrl(), hooks.onSuccessUrl(), hooks.onFailureUrl(), hooks.onRecoveryUrl());
        return TaskOptions.forwarding(callbacks, refusal);
    }

    private static String name(Endpoint endpoint, UUID eventId, int index) {
        int urls = endpoint.content().forward().urls().size();
        String rest = " · event " + eventId.toString().substring(0, SHORT_ID)
                + (urls > 1 ? " → " + (index + 1) + "/" + urls : "");
        String name = endpoint.name();
        int room = MAX_NAME - rest.length();
        if (name.length() > room) {
            int cut = Character.isHighSurrogate(name.charAt(room - 1)) ? room - 1 : room;
            name = name.substring(0, cut);
        }
        return name + rest;
    }

    /// The sender's own signature headers stay as they are; Runlater's are not anybody else's to send. A header that
    /// HTTP's rules or ours do not let out stays with the stored event.
    private static List<Header> headers(Endpoint.Forward forward, Received request) {
        Set<String> dropped = new HashSet<>(OF_CONNECTION);
        request.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("connection"))
                .flatMap(header -> Arrays.stream(header.value().split(",")))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .forEach(dropped::add);
        for (String secret : List.of("authorization", "cookie")) {
            if (!forward.pass().contains(secret)) {
                dropped.add(secret);
            }
        }
        forward.headers().keySet().forEach(name -> dropped.add(name.toLowerCase(Locale.ROOT)));
        List<Header> headers = new ArrayList<>();
        for (Header header : request.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            boolean ours = name.startsWith("x-runlater-") || name.startsWith("proxy-");
            if (!ours && !dropped.contains(name) && HeaderRules.carries(header.name(), header.value())) {
                headers.add(header);
            }
        }
        forward.headers().forEach((name, value) -> headers.add(new Header(name, value)));
        int hops = Hops.of(request.headers());
        if (hops > 0) {
            headers.add(new Header(Hops.HEADER, String.valueOf(hops)));
        }
        return headers;
    }
}

package eu.runlater.engine.inbound;

import eu.runlater.engine.delivery.EgressPolicy;
import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.HeaderRules;
import eu.runlater.engine.delivery.TargetUrl;
import eu.runlater.engine.inbound.Endpoint.Content;
import eu.runlater.engine.inbound.Endpoint.Forward;
import eu.runlater.engine.inbound.Endpoint.Hooks;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.JsonValue;
import eu.runlater.engine.web.TextRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads and checks the fields of an endpoint (api.md §14.1), laid over what is stored when it is an edit. Notes all
/// that is wrong in the fields; the caller asks them to [Fields#check]. Any thread.
@Component
class EndpointReader {
    static final FieldNames NAMES = FieldNames.of(
                    "name",
                    "forward_urls",
                    "forward_url",
                    "enabled",
                    "retry_attempts",
                    "use_queue",
                    "ordered",
                    "forward_headers",
                    "forward_body",
                    "forward_method",
                    "pass_headers",
                    "notify_on_failure",
                    "notify_on_recovery",
                    "callback_url",
                    "on_success_url",
                    "on_failure_url",
                    "on_recovery_url",
                    "verification",
                    "filters",
                    "version",
                    "reason")
            .wrappedIn("endpoint");

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final Set<String> PASSABLE = Set.of("authorization", "cookie");
    private static final int MAX_NAME = 255;
    private static final int MAX_URLS = 10;
    private static final int MAX_TEXT = 1 << 20;

    private final EgressPolicy egress;
    private final Settings.Limits limits;

    EndpointReader(EgressPolicy egress, Settings settings) {
        this.egress = egress;
        this.limits = settings.limits();
    }

    /// @param current absent = a new endpoint
    Content read(Fields fields, UUID id, @Nullable Content current) {
        Set<String> sent = fields.sent().keySet();
        String name = fields.text("name", MAX_NAME);
        if (name != null && name.isBlank() || name == null && current == null && fields.value("name") == null) {
            fields.refuse("name", name == null ? "is required" : "must not be blank");
        }
        String named = name != null ? name : current != null ? current.name() : "";
        boolean queued = fields.bool("use_queue", current == null || current.queue() != null);
        boolean ordered = fields.bool("ordered", false);
        if (ordered && !queued) {
            fields.refuse("ordered", "needs use_queue: what is forwarded side by side has no order");
        }
        VerificationReader.Checked verification = sent.contains("verification")
                ? VerificationReader.read(fields, current)
                : new VerificationReader.Checked(
                        current == null ? null : current.verification(), current == null ? null : current.secret());
        return new Content(
                named,
                fields.bool("enabled", current == null || current.enabled()),
                forward(fields, sent, current == null ? null : current.forward()),
                queued ? QueueName.of(named, id) : null,
                hooks(fields, sent, current == null ? Hooks.NONE : current.hooks()),
                verification.rule(),
                verification.secret(),
                sent.contains("filters") ? FilterReader.read(fields) : current == null ? List.of() : current.filters());
    }

    private Forward forward(Fields fields, Set<String> sent, @Nullable Forward current) {
        String method = fields.word("forward_method", METHODS);
        return new Forward(
                urls(fields, current),
                fields.integer("retry_attempts", 0, 10, current == null ? 5 : current.retryAttempts()),
                sent.contains("forward_headers") || current == null ? headers(fields) : current.headers(),
                sent.contains("forward_body") || current == null ? body(fields) : current.body(),
                sent.contains("forward_method") || current == null ? method : current.method(),
                sent.contains("pass_headers") || current == null ? pass(fields) : current.pass());
    }

    private List<String> urls(Fields fields, @Nullable Forward current) {
        boolean many = fields.value("forward_urls") != null;
        List<String> given = many ? texts(fields, "forward_urls", MAX_URLS, EgressPolicy.MAX_URL * 2) : single(fields);
        if (given == null) {
            if (current == null && !many && fields.value("forward_url") == null) {
                fields.refuse("forward_urls", "is required: an array of 1 to 10 addresses");
            }
            return current == null ? List.of() : current.urls();
        }
        if (given.isEmpty()) {
            fields.refuse("forward_urls", "must have at least one address");
        }
        String field = many ? "forward_urls" : "forward_url";
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String checked = url(fields, field, many ? "[" + i + "] " : "", given.get(i));
            if (checked != null) {
                urls.add(checked);
            }
        }
        return urls;
    }

    private static @Nullable List<String> single(Fields fields) {
        String url = fields.text("forward_url", EgressPolicy.MAX_URL * 2);
        return url == null ? null : List.of(url);
    }

    private @Nullable String url(Fields fields, String field, String place, String text) {
        return switch (egress.check(text)) {
            case TargetUrl.Valid(String url, String _) -> url;
            case TargetUrl.Refused(String reason) -> {
                fields.refuse(field, place + reason);
                yield null;
            }
        };
    }

    private static Map<String, String> headers(Fields fields) {
        Map<String, String> given = fields.texts("forward_headers");
        Set<String> names = new HashSet<>();
        List<Header> headers = new ArrayList<>();
        given.forEach((name, value) -> {
            headers.add(new Header(name, value.strip()));
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                fields.refuse("forward_headers", "header " + name + " is given twice");
            }
        });
        HeaderRules.checkAll(headers).ifPresent(text -> fields.refuse("forward_headers", text));
        return given;
    }

    private @Nullable String body(Fields fields) {
        String body = fields.optionalText("forward_body", MAX_TEXT);
        if (body != null && body.getBytes(StandardCharsets.UTF_8).length > limits.body()) {
            fields.refuse("forward_body", "may have " + limits.body() + " bytes");
        }
        return body;
    }

    private static List<String> pass(Fields fields) {
        List<String> given = texts(fields, "pass_headers", PASSABLE.size(), MAX_NAME);
        if (given == null) {
            return List.of();
        }
        List<String> names = given.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (!PASSABLE.containsAll(names)) {
            fields.refuse("pass_headers", "may name authorization and cookie; all other headers are passed on anyway");
        }
        return names;
    }

    private Hooks hooks(Fields fields, Set<String> sent, Hooks current) {
        return new Hooks(
                truth(fields, sent, "notify_on_failure", current.notifyOnFailure()),
                truth(fields, sent, "notify_on_recovery", current.notifyOnRecovery()),
                hook(fields, sent, "callback_url", current.callbackUrl()),
                hook(fields, sent, "on_success_url", current.onSuccessUrl()),
                hook(fields, sent, "on_failure_url", current.onFailureUrl()),
                hook(fields, sent, "on_recovery_url", current.onRecoveryUrl()));
    }

    private static @Nullable Boolean truth(Fields fields, Set<String> sent, String name, @Nullable Boolean current) {
        if (!sent.contains(name)) {
            return current;
        }
        return fields.value(name) == null ? null : Boolean.valueOf(fields.bool(name, false));
    }

    private @Nullable String hook(Fields fields, Set<String> sent, String name, @Nullable String current) {
        if (!sent.contains(name)) {
            return current;
        }
        String text = fields.optionalText(name, EgressPolicy.MAX_URL * 2);
        return text == null ? null : url(fields, name, "", text);
    }

    /// An array of texts; absent when it is missing or was refused.
    static @Nullable List<String> texts(Fields fields, String name, int most, int maxChars) {
        List<JsonValue> elements = fields.elements(name);
        if (elements == null) {
            if (fields.value(name) != null) {
                fields.refuse(name, "must be an array of strings");
            }
            return null;
        }
        if (elements.size() > most) {
            fields.refuse(name, "may have " + most + " elements, not " + elements.size());
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonValue element : elements) {
            if (!(element instanceof JsonValue.Text(String text))
                    || text.length() > maxChars
                    || TextRules.fault(text) != null) {
                fields.refuse(name, "must be an array of strings of at most " + maxChars + " characters");
                return null;
            }
            texts.add(text);
        }
        return texts;
    }
}

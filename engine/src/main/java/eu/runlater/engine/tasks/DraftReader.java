package eu.runlater.engine.tasks;

import eu.runlater.engine.credentials.CredentialNames;
import eu.runlater.engine.delivery.CallbackUrls;
import eu.runlater.engine.delivery.EgressPolicy;
import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.HeaderRules;
import eu.runlater.engine.delivery.StatusCodes;
import eu.runlater.engine.delivery.TargetUrl;
import eu.runlater.engine.delivery.TaskOptions;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.JsonValue;
import eu.runlater.engine.web.TextRules;
import eu.runlater.model.Backoff;
import eu.runlater.model.BackoffRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads and checks the fields that say what to call (api.md §8.1). Notes everything that is wrong with the fields; the
/// caller of this class asks them to [Fields#check] when it has read the rest. Everything that would make an attempt
/// impossible is found here (G-ACC-5). Any thread.
@Component
class DraftReader {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final Set<String> INTERRUPTIONS = Set.of("retry", "fail");
    private static final int MAX_NAME = DefaultName.MAX_LENGTH;
    private static final int MAX_PATTERN = 4_096;
    private static final int MAX_BACKOFF_TEXT = 32;
    private static final TargetUrl.Valid NOWHERE = new TargetUrl.Valid("", "");

    private final EgressPolicy egress;
    private final CredentialNames credentials;
    private final Settings.Limits limits;

    DraftReader(EgressPolicy egress, CredentialNames credentials, Settings settings) {
        this.egress = egress;
        this.credentials = credentials;
        this.limits = settings.limits();
    }

    /// A whole task, its body included.
    ///
    /// @param recurring whether it fires again and again: then other defaults hold (decision 13, behaviour §27)
    Draft read(Fields fields, Caller caller, boolean recurring) {
        TargetUrl.Valid target = target(fields);
        Body body = Body.of(fields.value("body"), limits.body(), text -> fields.refuse("body", text));
        return readOptions(fields, caller, target, recurring).withBody(body);
    }

    /// All but address and body.
    Draft readOptions(Fields fields, Caller caller, TargetUrl.Valid target, boolean recurring) {
        String method = fields.word("method", METHODS);
        List<Header> headers = headers(fields);
        return new Draft(
                fields.optionalText("name", MAX_NAME),
                method == null ? (recurring ? "GET" : "POST") : method,
                target,
                headers,
                null,
                fields.optionalText("queue", MAX_NAME),
                fields.integer("priority", 0, 9, 5),
                Duration.ofMillis(fields.integer("timeout_ms", 1_000, 300_000, 30_000)),
                fields.integer("retry_attempts", 0, 10, recurring ? 0 : 5),
                options(fields, caller, credential(fields, caller, target, headers), callbacks(fields)));
    }

    private TargetUrl.Valid target(Fields fields) {
        String url = fields.text("url", 2 * EgressPolicy.MAX_URL); // the policy says it better, once space is trimmed
        if (url == null) {
            if (fields.value("url") == null) {
                fields.refuse("url", "is required");
            }
            return NOWHERE;
        }
        return switch (egress.check(url)) {
            case TargetUrl.Valid valid -> valid;
            case TargetUrl.Refused(String reason) -> {
                fields.refuse("url", reason);
                yield NOWHERE;
            }
        };
    }

    private static List<Header> headers(Fields fields) {
        Map<String, String> given = fields.texts("headers");
        if (given.isEmpty()) {
            return List.of();
        }
        List<Header> headers = new ArrayList<>(given.size());
        Set<String> names = HashSet.newHashSet(given.size());
        given.forEach((name, value) -> {
            headers.add(new Header(name, value.strip()));
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                fields.refuse("headers", "header " + name + " is given twice; the case of its letters does not matter");
            }
        });
        HeaderRules.checkAll(headers).ifPresent(text -> fields.refuse("headers", text));
        return headers;
    }

    private @Nullable String credential(Fields fields, Caller caller, TargetUrl.Valid target, List<Header> headers) {
        String name = fields.optionalText("credential", MAX_NAME);
        if (name != null) {
            credentials
                    .fault(caller.organizationId(), name, target, headers)
                    .ifPresent(text -> fields.refuse("credential", text));
        }
        return name;
    }

    private @Nullable CallbackUrls callbacks(Fields fields) {
        return CallbackUrls.of(
                address(fields, "callback_url"),
                address(fields, "on_success_url"),
                address(fields, "on_failure_url"),
                address(fields, "on_recovery_url"));
    }

    /// An address that may be left out; empty = none.
    private @Nullable String address(Fields fields, String name) {
        String url = fields.optionalText(name, 2 * EgressPolicy.MAX_URL);
        return switch (url == null ? null : egress.check(url)) {
            case null -> null;
            case TargetUrl.Valid(String canonical, String _) -> canonical;
            case TargetUrl.Refused(String reason) -> {
                fields.refuse(name, reason);
                yield null;
            }
        };
    }

    private static TaskOptions options(
            Fields fields, Caller caller, @Nullable String credential, @Nullable CallbackUrls callbacks) {
        String codes = fields.optionalText("expected_status_codes", 1_024);
        if (codes != null) {
            StatusCodes.check(codes).ifPresent(text -> fields.refuse("expected_status_codes", text));
        }
        TaskOptions options = new TaskOptions(
                backoff(fields),
                codes,
                fields.optionalText("expected_body_pattern", MAX_PATTERN),
                fields.integer("follow_redirects", 0, 5, 0),
                fields.word("on_interruption", INTERRUPTIONS),
                fields.optionalText("subject", MAX_NAME),
                caller.scope() == Caller.Scope.ENQUEUE ? caller.credentialId() : null,
                credential,
                callbacks,
                null);
        return options.equals(TaskOptions.DEFAULT) ? TaskOptions.DEFAULT : options;
    }

    private static @Nullable Backoff backoff(Fields fields) {
        Fields inner = fields.object("retry_backoff", TaskFields.BACKOFF);
        if (inner == null) {
            return null;
        }
        String type = inner.text("type", MAX_BACKOFF_TEXT);
        Backoff backoff = new Backoff(
                type == null ? "" : type,
                inner.text("base", MAX_BACKOFF_TEXT),
                inner.text("max", MAX_BACKOFF_TEXT),
                inner.number("jitter"),
                delays(inner));
        BackoffRules.check("", backoff).forEach((field, texts) -> {
            String name = field.startsWith(".") ? field.substring(1) : field;
            texts.forEach(text -> inner.refuse(name, text));
        });
        return backoff;
    }

    private static @Nullable List<String> delays(Fields backoff) {
        List<JsonValue> elements = backoff.elements("delays");
        if (elements == null) {
            if (backoff.value("delays") != null) {
                backoff.refuse("delays", "must be an array of texts such as \"30s\"");
            }
            return null;
        }
        List<String> delays = new ArrayList<>();
        for (JsonValue element : elements) {
            if (element instanceof JsonValue.Text(String text)
                    && text.length() <= MAX_BACKOFF_TEXT
                    && TextRules.fault(text) == null) {
                delays.add(text);
            } else {
                backoff.refuse("delays", "must be an array of texts such as \"30s\"");
                return null;
            }
        }
        return delays;
    }
}

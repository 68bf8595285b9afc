package eu.runlater.engine.monitors;

import eu.runlater.engine.delivery.EgressPolicy;
import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.HeaderRules;
import eu.runlater.engine.delivery.StatusCodes;
import eu.runlater.engine.delivery.TargetUrl;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.model.ProbeView.ExpectedJson;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads and checks the fields that say what an http monitor calls and expects (decision 24), as [MonitorReader] does.
/// Any thread.
@Component
class ProbeReader {
    static final String[] FIELDS = {
        "url",
        "method",
        "headers",
        "body",
        "timeout_ms",
        "expected_status_codes",
        "expected_body_pattern",
        "expected_json",
        "max_response_ms",
        "tls_days_left",
        "confirmations"
    };

    private static final FieldNames JSON = FieldNames.of("field", "equals");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final int MAX_TEXT = 1_024;
    private static final int MAX_BODY = 64 * 1_024;
    private static final int MAX_NAME = 255;
    private static final int SHORTEST_MS = 1_000;
    private static final int LONGEST_MS = 60_000;
    private static final int MOST_DAYS = 365;
    private static final int MOST_CONFIRMATIONS = 10;

    /// What holds when nothing is said.
    private static final Probe STANDARD =
            new Probe("", "", "GET", Map.of(), null, 10_000, null, null, null, null, null, 2);

    private final EgressPolicy egress;

    ProbeReader(EgressPolicy egress) {
        this.egress = egress;
    }

    /// For a heartbeat: none of it may be there.
    static void refuseAll(Fields fields) {
        fields.object("expected_json", JSON); // what is unknown inside is unknown all the same
        for (String name : FIELDS) {
            if (fields.value(name) != null) {
                fields.refuse(name, "is for monitors of kind \"http\"");
            }
        }
    }

    /// @param current absent = a new monitor
    Probe read(Fields fields, @Nullable Probe current) {
        Set<String> sent = fields.sent().keySet();
        Probe from = current == null ? STANDARD : current;
        TargetUrl.Valid target = target(fields, current);
        String method = fields.word("method", METHODS);
        return new Probe(
                target.url(),
                target.host(),
                method != null ? method : sent.contains("method") ? STANDARD.method() : from.method(),
                sent.contains("headers") ? headers(fields) : from.headers(),
                sent.contains("body") ? fields.optionalText("body", MAX_BODY) : from.body(),
                fields.integer(
                        "timeout_ms",
                        SHORTEST_MS,
                        LONGEST_MS,
                        (sent.contains("timeout_ms") ? STANDARD : from).timeoutMs()),
                sent.contains("expected_status_codes") ? codes(fields) : from.expectedStatusCodes(),
                sent.contains("expected_body_pattern")
                        ? fields.optionalText("expected_body_pattern", MAX_TEXT)
                        : from.expectedBodyPattern(),
                sent.contains("expected_json") ? json(fields) : from.expectedJson(),
                sent.contains("max_response_ms") ? number(fields, "max_response_ms", LONGEST_MS) : from.maxResponseMs(),
                sent.contains("tls_days_left") ? number(fields, "tls_days_left", MOST_DAYS) : from.tlsDaysLeft(),
                fields.integer(
                        "confirmations",
                        1,
                        MOST_CONFIRMATIONS,
                        (sent.contains("confirmations") ? STANDARD : from).confirmations()));
    }

    private TargetUrl.Valid target(Fields fields, @Nullable Probe current) {
        String url = fields.text("url", EgressPolicy.MAX_URL * 2);
        if (url != null) {
            switch (egress.check(url)) {
                case TargetUrl.Valid valid -> {
                    return valid;
                }
                case TargetUrl.Refused(String reason) -> fields.refuse("url", reason);
            }
        } else if (current != null && !fields.sent().containsKey("url")) {
            return new TargetUrl.Valid(current.url(), current.host());
        } else if (fields.value("url") == null) {
            fields.refuse("url", "is required for a monitor of kind \"http\"");
        }
        return new TargetUrl.Valid("", "");
    }

    private static Map<String, String> headers(Fields fields) {
        Map<String, String> given = fields.texts("headers");
        Set<String> names = new HashSet<>();
        given.keySet().stream()
                .filter(name -> !names.add(name.toLowerCase(Locale.ROOT)))
                .forEach(name -> fields.refuse("headers", "header " + name + " is given twice"));
        List<Header> lines = given.entrySet().stream()
                .map(header -> new Header(header.getKey(), header.getValue().strip()))
                .toList();
        HeaderRules.checkAll(lines).ifPresent(text -> fields.refuse("headers", text));
        return given;
    }

    private static @Nullable String codes(Fields fields) {
        String codes = fields.optionalText("expected_status_codes", MAX_TEXT);
        if (codes != null) {
            StatusCodes.check(codes).ifPresent(text -> fields.refuse("expected_status_codes", text));
        }
        return codes;
    }

    private static @Nullable ExpectedJson json(Fields outer) {
        Fields fields = outer.object("expected_json", JSON);
        if (fields == null) {
            return null;
        }
        String field = fields.optionalText("field", MAX_NAME);
        String equals = fields.text("equals", MAX_NAME);
        if (field == null && fields.value("field") == null) {
            fields.refuse("field", "is required: names separated by dots, such as \"db.state\"");
        }
        if (equals == null && fields.value("equals") == null) {
            fields.refuse("equals", "is required: a text that the value is compared with");
        }
        return field == null || equals == null ? null : new ExpectedJson(field, equals);
    }

    private static @Nullable Integer number(Fields fields, String name, int most) {
        return fields.value(name) == null ? null : Integer.valueOf(fields.integer(name, 1, most, most));
    }
}

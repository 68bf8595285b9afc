package eu.runlater.engine.tasks;

import eu.runlater.engine.delivery.EgressPolicy;
import eu.runlater.engine.delivery.TargetUrl;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Reads a batch (api.md §10.1): one address, many bodies. The order of the checks is part of the contract.
@Component
class BatchReader {
    static final int MAX_ITEMS = 1_000;

    private final DraftReader reader;
    private final EgressPolicy egress;
    private final Settings.Limits limits;

    BatchReader(DraftReader reader, EgressPolicy egress, Settings settings) {
        this.reader = reader;
        this.egress = egress;
        this.limits = settings.limits();
    }

    /// One draft per item, in order.
    List<Draft> read(Fields fields, Caller caller) {
        List<JsonValue> items = items(fields);
        TargetUrl.Valid target = target(fields);
        fields.word("schedule_type", Set.of("once"));
        Draft common = reader.readOptions(fields, caller, target, false);
        List<Draft> drafts = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            String name = "items[" + i + "]";
            Body body = Body.ofItem(items.get(i), limits.body(), text -> fields.refuse(name, text));
            drafts.add(common.withBody(body));
        }
        return drafts;
    }

    private static List<JsonValue> items(Fields fields) {
        List<JsonValue> items = fields.elements("items");
        if (items == null) {
            throw invalid("items", "must be an array with one element per task");
        }
        if (items.isEmpty()) {
            throw invalid("items", "must not be empty");
        }
        if (items.size() > MAX_ITEMS) {
            throw invalid("items", "may have at most " + MAX_ITEMS + " elements, not " + items.size());
        }
        return items;
    }

    private TargetUrl.Valid target(Fields fields) {
        if (!(fields.value("url") instanceof JsonValue.Text(String url)) || url.isBlank()) {
            throw invalid("url", "is required and must be a string");
        }
        if (!(fields.value("queue") instanceof JsonValue.Text(String queue)) || queue.isEmpty()) {
            throw invalid("queue", "is required and must be a string that is not empty");
        }
        String scheme = url.strip().toLowerCase(Locale.ROOT);
        if (!scheme.startsWith("http://") && !scheme.startsWith("https://")) {
            throw invalid("url", "is not an http(s) address");
        }
        return switch (egress.check(url)) {
            case TargetUrl.Valid valid -> valid;
            case TargetUrl.Refused(String reason) -> throw ApiProblem.invalid("url", reason);
        };
    }

    private static ApiProblem invalid(String field, String text) {
        return ApiProblem.of(400, "invalid_params", field, field + " " + text);
    }
}

package eu.runlater.engine.sync;

import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.JsonValue;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/// What the items of all kinds have in common: a name, and a way to say what is wrong with them. Pure.
public final class SyncItem {
    private static final int MAX_NAME = 255;

    private SyncItem() {}

    /// What to call an item in errors: its name as far as it has one.
    public static String label(String kind, JsonValue item, int place) {
        String name = "";
        if (item instanceof JsonValue.Composite composite && !composite.isArray()) {
            try {
                name = Json.REQUESTS.readTree(composite.compact()).path("name").asString("");
            } catch (JacksonException _) {
                name = ""; // the reading of its fields says what is wrong with it
            }
        }
        if (name.isEmpty()) {
            return kind + "[" + place + "]";
        }
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
    }

    /// @throws ApiProblem 422 for an item without a name that can be used
    public static String name(Fields fields) {
        String name = fields.text("name", MAX_NAME);
        if (name == null && fields.value("name") == null || name != null && name.isEmpty()) {
            fields.refuse("name", "is required: items are matched by it");
        }
        fields.check();
        if (name == null) {
            throw new IllegalStateException("a name that is missing was not refused");
        }
        return name;
    }

    /// Everything that is wrong, as `field: text; field: text`.
    public static String text(ApiProblem problem) {
        if (problem.details().isEmpty() || !problem.code().equals("validation_error")) {
            return problem.text();
        }
        List<String> texts = new ArrayList<>();
        problem.details().forEach((field, faults) -> faults.forEach(fault -> texts.add(field + ": " + fault)));
        return String.join("; ", texts);
    }
}

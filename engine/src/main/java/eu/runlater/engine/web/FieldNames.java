package eu.runlater.engine.web;

import eu.runlater.engine.runtime.Nearest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fields a request may have: names, other names for the same, and names that a later version will know. What is
/// not among them is refused, never ignored (decision 4a). Immutable.
public final class FieldNames {
    private final Map<String, String> canonical = new LinkedHashMap<>();
    private final Map<String, String> later = new HashMap<>();
    private final @Nullable String wrapper;

    private FieldNames(@Nullable String wrapper) {
        this.wrapper = wrapper;
    }

    public static FieldNames of(String... names) {
        return new FieldNames(null).and(names);
    }

    /// The same, and more names.
    public FieldNames and(String... names) {
        FieldNames made = copy(wrapper);
        for (String name : names) {
            made.canonical.put(name, name);
        }
        return made;
    }

    /// The same, and another name for one of them.
    public FieldNames alias(String other, String name) {
        FieldNames made = copy(wrapper);
        made.canonical.put(other, name);
        return made;
    }

    /// The same, and names that are refused with the reason why they cannot be used yet.
    public FieldNames later(String reason, String... names) {
        FieldNames made = copy(wrapper);
        for (String name : names) {
            made.later.put(name, reason);
        }
        return made;
    }

    /// The same, for an object that may also come as the only field of another: `{"task": {…}}`.
    public FieldNames wrappedIn(String outer) {
        return copy(outer);
    }

    private FieldNames copy(@Nullable String outer) {
        FieldNames made = new FieldNames(outer);
        made.canonical.putAll(canonical);
        made.later.putAll(later);
        return made;
    }

    boolean isWrapper(String name) {
        return name.equals(wrapper);
    }

    @Nullable
    String canonical(String name) {
        return canonical.get(name);
    }

    boolean isLater(String name) {
        return later.containsKey(name);
    }

    ApiProblem refusal(String prefix, String name) {
        String reason = later.get(name);
        if (reason != null) {
            String message = "Field \"" + prefix + name + "\" is not supported yet: " + reason;
            return ApiProblem.of(422, "not_supported", prefix + name, message);
        }
        String shown = prefix + (name.length() > 64 ? name.substring(0, 64) + "…" : name);
        String hint = (name.length() > 64 ? Optional.<String>empty() : Nearest.to(name, canonical.keySet()))
                .map(near -> "; did you mean \"" + prefix + near + "\"?")
                .orElseGet(() -> ". Known fields: " + String.join(", ", canonical.keySet()) + ".");
        return ApiProblem.of(422, "unknown_field", shown, "Unknown field \"" + shown + "\"" + hint);
    }
}

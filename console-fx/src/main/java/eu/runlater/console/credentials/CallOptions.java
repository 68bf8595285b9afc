package eu.runlater.console.credentials;

import eu.runlater.model.TaskView;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.Observable;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// What stands in the fields for credential and callbacks; an empty text = none. FX thread.
public final class CallOptions {
    /// One of the fields.
    public enum Option {
        CREDENTIAL,
        CALLBACK_URL,
        ON_SUCCESS_URL,
        ON_FAILURE_URL,
        ON_RECOVERY_URL;

        /// How the API calls it.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static final List<Option> CALLBACKS =
                Arrays.stream(values()).filter(option -> option != CREDENTIAL).toList();
    }

    private final Map<Option, StringProperty> values = new EnumMap<>(Option.class);

    public CallOptions() {
        for (Option option : Option.values()) {
            values.put(option, new SimpleStringProperty(this, option.word(), ""));
        }
    }

    StringProperty property(Option option) {
        StringProperty property = values.get(option);
        if (property == null) {
            throw new IllegalArgumentException(option.word());
        }
        return property;
    }

    /// All fields, to hear of changes.
    public List<Observable> observables() {
        return List.copyOf(values.values());
    }

    public void set(Option option, @Nullable String value) {
        property(option).set(value == null ? "" : value);
    }

    public void clear() {
        values.values().forEach(property -> property.set(""));
    }

    /// What a task has.
    public void show(TaskView task) {
        set(Option.CREDENTIAL, task.credential());
        set(Option.CALLBACK_URL, task.callbackUrl());
        set(Option.ON_SUCCESS_URL, task.onSuccessUrl());
        set(Option.ON_FAILURE_URL, task.onFailureUrl());
        set(Option.ON_RECOVERY_URL, task.onRecoveryUrl());
    }

    /// What is filled in, by the API's names.
    public Map<String, String> filledIn() {
        Map<String, String> filled = new LinkedHashMap<>();
        values.forEach((option, property) -> {
            if (!property.get().isBlank()) {
                filled.put(option.word(), property.get().strip());
            }
        });
        return filled;
    }

    /// Every field as an edit takes it: null clears.
    public void putInto(Map<String, @Nullable Object> fields) {
        Map<String, String> filled = filledIn();
        values.keySet().forEach(option -> fields.put(option.word(), filled.get(option.word())));
    }
}

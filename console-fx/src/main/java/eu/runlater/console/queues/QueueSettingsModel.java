package eu.runlater.console.queues;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.QueueChange;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.QueueView;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The settings of a queue while they are edited. They follow the engine until something is typed; from then on they
/// are the user's, and what somebody else changes meanwhile is shown beside them. FX thread only.
final class QueueSettingsModel {
    /// The settings, by the API's names.
    enum Field {
        CONCURRENCY,
        RATE,
        ORDERED,
        PRIORITY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final StringProperty concurrency = new SimpleStringProperty(this, "concurrency", "");
    private final StringProperty rate = new SimpleStringProperty(this, "rate", "");
    private final StringProperty priority = new SimpleStringProperty(this, "priority", "");
    private final BooleanProperty ordered = new SimpleBooleanProperty(this, "ordered");
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper(this, "dirty");
    private final ReadOnlyObjectWrapper<Map<Field, String>> problems =
            new ReadOnlyObjectWrapper<>(this, "problems", Map.of());
    private final ReadOnlyObjectWrapper<@Nullable QueueView> newer = new ReadOnlyObjectWrapper<>(this, "newer");
    private @Nullable QueueView base;

    QueueSettingsModel() {
        for (var value : List.of(concurrency, rate, priority, ordered)) {
            value.addListener((_, _, _) -> dirty.set(!edits().isEmpty()));
        }
    }

    StringProperty concurrencyProperty() {
        return concurrency;
    }

    /// `100/m`; empty = no limit.
    StringProperty rateProperty() {
        return rate;
    }

    /// Empty = the default.
    StringProperty priorityProperty() {
        return priority;
    }

    BooleanProperty orderedProperty() {
        return ordered;
    }

    /// Whether something differs from what the engine has.
    ReadOnlyBooleanProperty dirtyProperty() {
        return dirty.getReadOnlyProperty();
    }

    /// What is wrong with which field.
    ReadOnlyObjectProperty<Map<Field, String>> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /// The queue with the settings that somebody else made while these were edited; absent = nobody did.
    ReadOnlyObjectProperty<@Nullable QueueView> newerProperty() {
        return newer.getReadOnlyProperty();
    }

    /// The engine's view of the queue.
    void show(QueueView queue) {
        QueueView known = base;
        if (known == null || !known.name().equals(queue.name()) || !dirty.get()) {
            reset(queue);
        } else if (settings(known).equals(settings(queue))) {
            base = queue; // only what is no setting changed, such as a pause
        } else {
            newer.set(queue);
        }
    }

    /// Back to what the engine has.
    void discard() {
        QueueView now = newer.get() == null ? base : newer.get();
        if (now != null) {
            reset(now);
        }
    }

    private void reset(QueueView queue) {
        base = queue;
        newer.set(null);
        problems.set(Map.of());
        concurrency.set(Integer.toString(queue.concurrency()));
        rate.set(queue.rate() == null ? "" : queue.rate());
        priority.set(queue.priority() == null ? "" : queue.priority().toString());
        ordered.set(queue.ordered());
        dirty.set(false);
    }

    /// What to send; empty when nothing was edited or something cannot be read.
    Optional<QueueChange> change() {
        QueueView known = newer.get() == null ? base : newer.get();
        Map<String, @Nullable Object> edits = edits();
        Map<Field, String> wrong = new EnumMap<>(Field.class);
        number(Field.CONCURRENCY, concurrency.get(), edits, wrong);
        number(Field.PRIORITY, priority.get(), edits, wrong);
        problems.set(Map.copyOf(wrong));
        return known == null || edits.isEmpty() || !wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(new QueueChange(known.version(), edits));
    }

    /// What takes `made` back again.
    Optional<QueueChange> undoing(QueueChange made, QueueView after) {
        QueueView before = base;
        if (before == null) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Map<String, @Nullable Object> old = settings(before);
        made.settings().keySet().forEach(name -> values.put(name, old.get(name)));
        return Optional.of(new QueueChange(after.version(), values));
    }

    /// The engine took them.
    void saved(QueueView queue) {
        reset(queue);
    }

    /// The engine did not.
    ///
    /// @return whether its words stand under fields now; otherwise they have to be said elsewhere
    boolean refused(ApiFailure why) {
        Map<Field, String> wrong = new EnumMap<>(Field.class);
        why.details().forEach((name, texts) -> {
            for (Field field : Field.values()) {
                if (field.word().equals(name)) {
                    wrong.put(field, String.join(" ", texts));
                }
            }
        });
        problems.set(Map.copyOf(wrong));
        return !wrong.isEmpty();
    }

    private Map<String, @Nullable Object> edits() {
        QueueView known = base;
        Map<String, @Nullable Object> edits = new LinkedHashMap<>();
        if (known != null) {
            settings(known).forEach((name, old) -> {
                Object value = switch (name) {
                    case "concurrency" -> whole(concurrency.get());
                    case "rate" -> rate.get().isBlank() ? null : rate.get().strip();
                    case "priority" -> whole(priority.get());
                    default -> ordered.get();
                };
                if (!Objects.equals(value, old)) {
                    edits.put(name, value);
                }
            });
        }
        return edits;
    }

    private static Map<String, @Nullable Object> settings(QueueView queue) {
        Map<String, @Nullable Object> settings = new LinkedHashMap<>();
        settings.put("concurrency", queue.concurrency());
        settings.put("rate", queue.rate());
        settings.put("ordered", queue.ordered());
        settings.put("priority", queue.priority());
        return settings;
    }

    /// A number as a number, anything else as it was typed: it differs from the old value then.
    private static @Nullable Object whole(String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException _) {
            return text;
        }
    }

    private static void number(
            Field field, String text, Map<String, @Nullable Object> edits, Map<Field, String> wrong) {
        boolean missing = field == Field.CONCURRENCY && text.isBlank();
        if (edits.containsKey(field.word()) && (missing || edits.get(field.word()) instanceof String)) {
            wrong.put(field, Texts.get("queues.settings.no_number"));
        }
    }
}

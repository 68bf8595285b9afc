package eu.runlater.console.settings;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.TeamApi;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.OrganizationView;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The organization's settings as text fields. Only what was changed is sent; what is typed survives a new answer of
/// the
/// engine. FX thread only.
final class OrganizationModel {
    /// What can be changed, by the API's names.
    enum Setting {
        NAME("name"),
        RETENTION("retention_days"),
        CIRCUIT("circuit_threshold"),
        CONCURRENCY("max_concurrent"),
        HOST("host_concurrency");

        private final String field;

        Setting(String field) {
            this.field = field;
        }

        String field() {
            return field;
        }

        /// Whether an empty field means: as the plan has it.
        boolean mayBeEmpty() {
            return this == CONCURRENCY || this == HOST;
        }
    }

    private final TeamApi api;
    private final Background.Line line;
    private final Map<Setting, StringProperty> texts = new EnumMap<>(Setting.class);
    private final Map<Setting, ReadOnlyStringWrapper> problems = new EnumMap<>(Setting.class);
    private final ReadOnlyObjectWrapper<@Nullable OrganizationView> known = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper(this, "dirty", false);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy", false);

    OrganizationModel(TeamApi api, Background background) {
        this.api = api;
        this.line = background.line();
        for (Setting setting : Setting.values()) {
            StringProperty text = new SimpleStringProperty(this, setting.field(), "");
            ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, setting.field(), "");
            text.addListener((_, _, _) -> {
                problem.set("");
                dirty.set(!change().isEmpty());
            });
            texts.put(setting, text);
            problems.put(setting, problem);
        }
    }

    StringProperty text(Setting setting) {
        return Objects.requireNonNull(texts.get(setting));
    }

    ReadOnlyStringProperty problem(Setting setting) {
        return Objects.requireNonNull(problems.get(setting)).getReadOnlyProperty();
    }

    /// As the engine told last; absent before its first answer.
    ReadOnlyObjectProperty<@Nullable OrganizationView> knownProperty() {
        return known.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty dirtyProperty() {
        return dirty.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    void refresh() {
        line.ask(api::organization, this::took, failure::set);
    }

    /// Back to what the engine has.
    void discard() {
        OrganizationView now = known.get();
        if (now != null) {
            for (Setting setting : Setting.values()) {
                text(setting).set(value(now, setting));
            }
        }
    }

    /// Sends what was changed, if all of it can be.
    ///
    /// @param done with what puts the old values back
    void save(Consumer<Map<String, @Nullable Object>> done, Consumer<ApiFailure> failed) {
        OrganizationView before = known.get();
        Map<Setting, String> change = change();
        if (before == null || change.isEmpty() || !valid(change)) {
            return;
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        Map<String, @Nullable Object> back = new LinkedHashMap<>();
        change.forEach((setting, text) -> {
            body.put(setting.field(), sent(setting, text));
            back.put(setting.field(), sent(setting, value(before, setting)));
        });
        send(body, () -> done.accept(back), failed);
    }

    /// Sends a change that was put together elsewhere, such as the way back.
    void send(Map<String, @Nullable Object> body, Runnable done, Consumer<ApiFailure> failed) {
        busy.set(true);
        line.ask(
                () -> api.changeOrganization(body),
                now -> {
                    busy.set(false);
                    known.set(null); // the fields follow, whatever stands in them
                    took(now);
                    done.run();
                },
                why -> {
                    busy.set(false);
                    boolean placed = false;
                    for (Setting setting : Setting.values()) {
                        List<String> found = why.details().get(setting.field());
                        if (found != null) {
                            Objects.requireNonNull(problems.get(setting)).set(String.join(", ", found));
                            placed = true;
                        }
                    }
                    if (!placed) {
                        failed.accept(why);
                    }
                });
    }

    private void took(OrganizationView now) {
        failure.set(null);
        Map<Setting, String> typed = known.get() == null ? Map.of() : change();
        known.set(now);
        for (Setting setting : Setting.values()) {
            if (!typed.containsKey(setting)) {
                text(setting).set(value(now, setting));
            }
        }
        dirty.set(!change().isEmpty());
    }

    private Map<Setting, String> change() {
        Map<Setting, String> change = new EnumMap<>(Setting.class);
        OrganizationView now = known.get();
        if (now != null) {
            for (Setting setting : Setting.values()) {
                String text = text(setting).get().strip();
                if (!text.equals(value(now, setting))) {
                    change.put(setting, text);
                }
            }
        }
        return change;
    }

    private boolean valid(Map<Setting, String> change) {
        boolean valid = true;
        for (Map.Entry<Setting, String> changed : change.entrySet()) {
            Setting setting = changed.getKey();
            String text = changed.getValue();
            boolean fine = setting == Setting.NAME
                    ? !text.isEmpty()
                    : text.isEmpty() ? setting.mayBeEmpty() : text.matches("[0-9]{1,9}");
            if (!fine) {
                Objects.requireNonNull(problems.get(setting))
                        .set(Texts.get(setting == Setting.NAME ? "settings.no_name" : "settings.no_number"));
                valid = false;
            }
        }
        return valid;
    }

    private static @Nullable Object sent(Setting setting, String text) {
        return setting == Setting.NAME ? text : text.isEmpty() ? null : (Object) Integer.valueOf(text);
    }

    private static String value(OrganizationView view, Setting setting) {
        return switch (setting) {
            case NAME -> view.name();
            case RETENTION -> Integer.toString(view.retentionDays());
            case CIRCUIT -> Integer.toString(view.circuitThreshold());
            case CONCURRENCY -> text(view.maxConcurrent());
            case HOST -> text(view.hostConcurrency());
        };
    }

    private static String text(@Nullable Integer number) {
        return number == null ? "" : number.toString();
    }
}

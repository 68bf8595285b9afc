package eu.runlater.console.tasks;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.credentials.CallOptions;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.CronPreview;
import eu.runlater.model.TaskView;
import eu.runlater.model.schedule.Schedule;
import eu.runlater.model.schedule.ScheduleMistake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The form of a recurring task: what stands in it, what its schedule will do, and storing it. The engine has the last
/// word on everything; what is wrong comes back under the field it belongs to. FX thread.
final class EditorModel {
    /// How the task repeats.
    enum Kind {
        CRON,
        EVERY
    }

    final StringProperty name = new SimpleStringProperty("");
    final StringProperty url = new SimpleStringProperty("");
    final ObjectProperty<String> method = new SimpleObjectProperty<>("GET");
    final StringProperty headers = new SimpleStringProperty("");
    final StringProperty body = new SimpleStringProperty("");
    final ObjectProperty<@Nullable Kind> kind = new SimpleObjectProperty<>(Kind.CRON);
    final StringProperty cron = new SimpleStringProperty("0 * * * *");
    final StringProperty every = new SimpleStringProperty("15m");
    final ObjectProperty<@Nullable String> timezone = new SimpleObjectProperty<>("UTC");
    final ObjectProperty<String> overlap = new SimpleObjectProperty<>("allow");
    final ObjectProperty<String> misfire = new SimpleObjectProperty<>("run_latest");
    final StringProperty startsAt = new SimpleStringProperty("");
    final StringProperty endsAt = new SimpleStringProperty("");
    final StringProperty maxRuns = new SimpleStringProperty("");
    final StringProperty queue = new SimpleStringProperty("");
    final StringProperty timeoutSeconds = new SimpleStringProperty("30");
    final ObjectProperty<Integer> retries = new SimpleObjectProperty<>(0);
    final StringProperty statusCodes = new SimpleStringProperty("");
    final StringProperty bodyPattern = new SimpleStringProperty("");
    final CallOptions options = new CallOptions();

    private final TasksSource source;
    private final Background background;
    private final Background.Line previews;
    private final Consumer<TaskView> stored;
    private final TestCallModel testCall;
    private final ReadOnlyObjectWrapper<@Nullable CronPreview> preview = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<String> previewTrouble = new ReadOnlyObjectWrapper<>("");
    private final ReadOnlyObjectWrapper<Map<String, String>> problems = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable TaskView> conflict = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper saving = new ReadOnlyBooleanWrapper();
    private @Nullable TaskView before;
    private boolean started;
    private String idempotencyKey = UUID.randomUUID().toString();
    private Runnable scheduleChanged = () -> {};

    /// @param stored told of the task as the engine has stored it
    EditorModel(TasksSource source, Background background, Consumer<TaskView> stored) {
        this.source = source;
        this.background = background;
        this.previews = background.line();
        this.stored = stored;
        this.testCall = new TestCallModel(source, background);
        for (Observable input : List.of(kind, cron, every, timezone)) {
            input.subscribe(() -> scheduleChanged.run());
        }
    }

    /// Called whenever the schedule is another one; whoever hears it asks for a preview when the typing pauses.
    void onScheduleChanged(Runnable action) {
        scheduleChanged = action;
    }

    ReadOnlyObjectProperty<@Nullable CronPreview> previewProperty() {
        return preview.getReadOnlyProperty();
    }

    /// Why there is no preview; empty when there is one.
    ReadOnlyObjectProperty<String> previewTroubleProperty() {
        return previewTrouble.getReadOnlyProperty();
    }

    /// What is wrong, by the API's name of the field.
    ReadOnlyObjectProperty<Map<String, String>> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /// A refusal that belongs to no field, or no answer at all.
    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// The task as somebody else has stored it meanwhile; absent while nobody has.
    ReadOnlyObjectProperty<@Nullable TaskView> conflictProperty() {
        return conflict.getReadOnlyProperty();
    }

    TestCallModel testCall() {
        return testCall;
    }

    /// Makes the call that stands in the form, once, and stores nothing.
    void test() {
        failure.set(null);
        problems.set(Map.of());
        testCall.call(fields(), this::place);
    }

    ReadOnlyBooleanProperty savingProperty() {
        return saving.getReadOnlyProperty();
    }

    @Nullable
    TaskView before() {
        return before;
    }

    /// Whether a new task is being filled in; it stays when one looks elsewhere.
    boolean creating() {
        return started && before == null;
    }

    /// Starts with an empty form.
    void create(String zone) {
        started = true;
        before = null;
        idempotencyKey = UUID.randomUUID().toString();
        clear();
        for (StringProperty text :
                List.of(name, url, headers, body, startsAt, endsAt, maxRuns, queue, statusCodes, bodyPattern)) {
            text.set("");
        }
        method.set("GET");
        kind.set(Kind.CRON);
        cron.set("0 * * * *");
        every.set("15m");
        timezone.set(zone);
        overlap.set("allow");
        misfire.set("run_latest");
        timeoutSeconds.set("30");
        retries.set(0);
        options.clear();
    }

    /// Starts with what a task is.
    void edit(TaskView task) {
        before = task;
        clear();
        name.set(task.name());
        url.set(task.url());
        method.set(task.method());
        List<String> lines = new ArrayList<>();
        task.headers().forEach((header, value) -> lines.add(header + ": " + value));
        headers.set(String.join("\n", lines));
        body.set(task.body() == null ? "" : task.body());
        kind.set(task.every() == null ? Kind.CRON : Kind.EVERY);
        cron.set(task.cronExpression() == null ? "0 * * * *" : task.cronExpression());
        every.set(task.every() == null ? "15m" : task.every());
        timezone.set(task.timezone());
        overlap.set(task.overlap() == null ? "allow" : task.overlap());
        misfire.set(task.misfire() == null ? "run_latest" : task.misfire());
        startsAt.set(task.startsAt() == null ? "" : task.startsAt().toString());
        endsAt.set(task.endsAt() == null ? "" : task.endsAt().toString());
        maxRuns.set(task.maxRuns() == null ? "" : task.maxRuns().toString());
        queue.set(task.queue() == null ? "" : task.queue());
        timeoutSeconds.set(Integer.toString(task.timeoutMs() / 1000));
        retries.set(task.retryAttempts());
        statusCodes.set(task.expectedStatusCodes() == null ? "" : task.expectedStatusCodes());
        bodyPattern.set(task.expectedBodyPattern() == null ? "" : task.expectedBodyPattern());
        options.show(task);
    }

    private void clear() {
        problems.set(Map.of());
        failure.set(null);
        conflict.set(null);
        preview.set(null);
        previewTrouble.set("");
        testCall.clear();
    }

    /// Asks the engine what the schedule will do. Only the newest answer counts; without an engine only the
    /// syntax can be checked, and that is said.
    void askPreview() {
        Map<String, @Nullable Object> asked = new LinkedHashMap<>();
        if (kind.get() == Kind.EVERY) {
            asked.put("every", every.get().strip());
        } else {
            asked.put("cron", cron.get());
        }
        asked.put("timezone", zone());
        asked.put("count", 5);
        previews.ask(
                () -> source.preview(asked),
                answer -> {
                    preview.set(answer.valid() ? answer : null);
                    previewTrouble.set(answer.valid() || answer.error() == null ? "" : answer.error());
                },
                why -> {
                    preview.set(null);
                    previewTrouble.set(offline());
                });
    }

    private String offline() {
        if (kind.get() == Kind.EVERY) {
            return Texts.get("tasks.editor.offline");
        }
        try {
            Schedule.cron(cron.get(), Schedule.zone(zone()));
            return Texts.get("tasks.editor.offline");
        } catch (ScheduleMistake mistake) {
            return mistake.getMessage();
        }
    }

    private String zone() {
        String chosen = timezone.get();
        return chosen == null || chosen.isBlank() ? "UTC" : chosen;
    }

    /// The form as the API takes it.
    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", name.get().strip());
        fields.put("url", url.get().strip());
        fields.put("method", method.get());
        fields.put("headers", headerMap());
        fields.put("body", body.get().isEmpty() ? null : body.get());
        if (kind.get() == Kind.EVERY) {
            fields.put("every", every.get().strip());
        } else {
            fields.put("cron", cron.get().strip());
        }
        fields.put("timezone", zone());
        fields.put("overlap", overlap.get());
        fields.put("misfire", misfire.get());
        fields.put("starts_at", blankToNull(startsAt.get()));
        fields.put("ends_at", blankToNull(endsAt.get()));
        fields.put("max_runs", number(maxRuns.get()));
        fields.put("queue", blankToNull(queue.get()));
        Object seconds = number(timeoutSeconds.get());
        fields.put("timeout_ms", seconds instanceof Long value ? (Object) (value * 1000) : seconds);
        fields.put("retry_attempts", retries.get());
        fields.put("expected_status_codes", blankToNull(statusCodes.get()));
        fields.put("expected_body_pattern", blankToNull(bodyPattern.get()));
        options.putInto(fields);
        return fields;
    }

    /// How the form would look for a task.
    Map<String, @Nullable Object> fieldsOf(TaskView task) {
        EditorModel other = new EditorModel(source, background, _ -> {});
        other.edit(task);
        return other.fields();
    }

    private Map<String, String> headerMap() {
        Map<String, String> map = new LinkedHashMap<>();
        headers.get().lines().filter(line -> !line.isBlank()).forEach(line -> {
            int colon = line.indexOf(':');
            map.put(
                    (colon < 0 ? line : line.substring(0, colon)).strip(),
                    colon < 0 ? "" : line.substring(colon + 1).strip());
        });
        return map;
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    /// A number, or the text as it is, which the engine then says is none.
    private static @Nullable Object number(String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException _) {
            return text.strip();
        }
    }

    /// Stores the form.
    ///
    /// @param overwrite whether to store it although somebody else has changed the task meanwhile
    void save(boolean overwrite) {
        if (saving.get()) {
            return;
        }
        saving.set(true);
        failure.set(null);
        problems.set(Map.of());
        Map<String, @Nullable Object> fields = fields();
        TaskView known = before;
        TaskView theirs = conflict.get();
        if (known == null) {
            background.ask(() -> source.create(fields, idempotencyKey), this::saved, this::refused);
            return;
        }
        fields.put("version", overwrite && theirs != null ? theirs.version() : known.version());
        background.ask(() -> source.change(known.id(), fields), this::saved, this::refused);
    }

    private void saved(TaskView task) {
        saving.set(false);
        conflict.set(null);
        before = task;
        idempotencyKey = UUID.randomUUID().toString();
        stored.accept(task);
    }

    private void refused(ApiFailure why) {
        saving.set(false);
        TaskView known = before;
        if (why.code().equals("version_conflict") && known != null) {
            background.ask(() -> source.one(known.id()), conflict::set, failure::set);
            return;
        }
        place(why);
        idempotencyKey = UUID.randomUUID().toString();
    }

    /// Says what is wrong where it belongs.
    private void place(ApiFailure why) {
        Map<String, String> found = new HashMap<>();
        why.details().forEach((field, texts) -> found.put(field.split("[.\\[]", 2)[0], String.join("; ", texts)));
        problems.set(found);
        failure.set(found.isEmpty() || found.containsKey("base") ? why : null);
    }

    /// Takes over what somebody else has stored.
    void takeTheirs() {
        TaskView theirs = conflict.get();
        if (theirs != null) {
            edit(theirs);
            scheduleChanged.run();
        }
    }
}

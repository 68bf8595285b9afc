package eu.runlater.console.newtask;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.Json;
import eu.runlater.console.api.NewTask;
import eu.runlater.console.credentials.CallOptions;
import eu.runlater.console.executions.CurlCommand;
import eu.runlater.console.executions.JsonText;
import eu.runlater.console.live.LiveBatch;
import eu.runlater.console.newtask.TaskForm.BackoffChoice;
import eu.runlater.console.newtask.TaskForm.Timing;
import eu.runlater.model.Accepted;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The form, what is wrong with it, the call it stands for, and the run that came of it. FX thread only.
final class NewTaskViewModel {
    /// A line of the headers table; an empty one counts for nothing. Equal only to itself, as its properties are.
    record HeaderLine(StringProperty name, StringProperty value) {
        HeaderLine(String name, String value) {
            this(new SimpleStringProperty(name), new SimpleStringProperty(value));
        }

        boolean isEmpty() {
            return name.get().isBlank() && value.get().isEmpty();
        }
    }

    final ObjectProperty<String> method = new SimpleObjectProperty<>("POST");
    final StringProperty url = new SimpleStringProperty("");
    final StringProperty name = new SimpleStringProperty("");
    final ObservableList<HeaderLine> headers =
            FXCollections.observableArrayList(line -> new Observable[] {line.name(), line.value()});
    final StringProperty body = new SimpleStringProperty("");
    final ObjectProperty<Timing> timing = new SimpleObjectProperty<>(Timing.NOW);
    final StringProperty delay = new SimpleStringProperty("5m");
    final StringProperty at = new SimpleStringProperty("");
    final StringProperty queue = new SimpleStringProperty("");
    final StringProperty timeoutSeconds = new SimpleStringProperty("30");
    final ObjectProperty<Integer> retries = new SimpleObjectProperty<>(5);
    final ObjectProperty<BackoffChoice> backoff = new SimpleObjectProperty<>(BackoffChoice.STANDARD);
    final StringProperty backoffValue = new SimpleStringProperty("30s");
    final StringProperty statusCodes = new SimpleStringProperty("");
    final StringProperty bodyPattern = new SimpleStringProperty("");
    final CallOptions options = new CallOptions();

    private final TaskSender sender;
    private final Supplier<ZoneId> zone;
    private final String address;
    private final Background.Line line;
    private final RunFollower follower;
    private final ReadOnlyObjectWrapper<Map<Field, String>> problems = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyStringWrapper curl = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper sending = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Accepted> accepted = new ReadOnlyObjectWrapper<>();
    private @Nullable NewTask tried;
    private String idempotencyKey = "";
    private boolean judged;
    private boolean justSent;

    /// @param address of the engine's API, for the curl
    NewTaskViewModel(
            TaskSender sender, Background background, LongSupplier nanoTime, Supplier<ZoneId> zone, String address) {
        this.sender = sender;
        this.zone = zone;
        this.address = address;
        this.line = background.line();
        this.follower = new RunFollower(sender, background, nanoTime);
        headers.add(new HeaderLine("", ""));
        Observable[] inputs = {
            method,
            url,
            name,
            body,
            timing,
            delay,
            at,
            queue,
            timeoutSeconds,
            retries,
            backoff,
            backoffValue,
            statusCodes,
            bodyPattern
        };
        for (Observable input : inputs) {
            input.subscribe(this::changed);
        }
        options.observables().forEach(input -> input.subscribe(this::changed));
        headers.subscribe(this::changed);
        changed();
    }

    /// What is wrong, by field: found here after the first try to send, or said by the engine.
    ReadOnlyObjectProperty<Map<Field, String>> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /// The same call for a shell; the key stands in the variable RUNLATER_KEY.
    ReadOnlyStringProperty curlProperty() {
        return curl.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty sendingProperty() {
        return sending.getReadOnlyProperty();
    }

    /// A refusal that belongs to no field, or no answer at all.
    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// What the engine stored, once it did.
    ReadOnlyObjectProperty<@Nullable Accepted> acceptedProperty() {
        return accepted.getReadOnlyProperty();
    }

    RunFollower follower() {
        return follower;
    }

    TaskForm form() {
        return new TaskForm(
                method.get(),
                url.get(),
                name.get(),
                headers.stream()
                        .filter(header -> !header.isEmpty())
                        .map(header -> Map.entry(
                                header.name().get().strip(), header.value().get()))
                        .toList(),
                body.get(),
                timing.get(),
                delay.get(),
                at.get(),
                zone.get(),
                queue.get(),
                timeoutSeconds.get(),
                retries.get(),
                backoff.get(),
                backoffValue.get(),
                statusCodes.get(),
                bodyPattern.get(),
                options.filledIn());
    }

    private void changed() {
        TaskForm form = form();
        curl.set(CurlCommand.toEngine(endpoint(), json(form)));
        if (judged) {
            problems.set(form.problems());
        }
    }

    private String endpoint() {
        return address + "api/v1/tasks";
    }

    private static String json(TaskForm form) {
        return JsonText.writer(Json.WIRE).writeValueAsString(form.toNewTask());
    }

    /// The curl with the key in it, ready to paste; never shown.
    String curlWithKey(String key) {
        return CurlCommand.toEngineWithKey(endpoint(), json(form()), key);
    }

    /// Whether the problems come from a try to send, not from typing since.
    boolean justSent() {
        return justSent;
    }

    /// Sends the form unless something is wrong with it; answers whether it went out.
    boolean send() {
        if (sending.get()) {
            return false;
        }
        TaskForm form = form();
        judged = true;
        failure.set(null);
        setProblems(form.problems());
        if (!problems.get().isEmpty()) {
            return false;
        }
        NewTask task = form.toNewTask();
        if (!task.equals(tried)) {
            // The same form keeps its key: should the first answer have been lost, it is not stored twice.
            tried = task;
            idempotencyKey = UUID.randomUUID().toString();
        }
        String key = idempotencyKey;
        sending.set(true);
        accepted.set(null);
        follower.stop();
        line.ask(() -> sender.send(task, key), this::stored, this::refused);
        return true;
    }

    private void setProblems(Map<Field, String> found) {
        justSent = true;
        problems.set(found);
        justSent = false;
    }

    private void stored(Accepted answer) {
        sending.set(false);
        tried = null;
        judged = false;
        problems.set(Map.of());
        accepted.set(answer);
        follower.follow(answer);
    }

    private void refused(ApiFailure why) {
        sending.set(false);
        Map<Field, String> found = new EnumMap<>(Field.class);
        why.details()
                .forEach((field, texts) -> Field.of(field)
                        .ifPresent(
                                known -> found.merge(known, String.join(", ", texts), (one, two) -> one + "; " + two)));
        if (why.code().equals("invalid_delay")) {
            found.put(Field.DELAY, why.text());
        } else if (why.code().equals("invalid_run_at")) {
            found.put(Field.RUN_AT, why.text());
        }
        setProblems(found);
        boolean allPlaced = !found.isEmpty()
                && why.details().keySet().stream()
                        .allMatch(field -> Field.of(field).isPresent());
        failure.set(allPlaced ? null : why);
    }

    void onBatch(LiveBatch batch) {
        follower.onBatch(batch);
    }

    void tick() {
        follower.tick();
    }
}

package eu.runlater.console.newtask;

import eu.runlater.console.credentials.CallOptionsSection;
import eu.runlater.console.credentials.CredentialNames;
import eu.runlater.console.executions.ByteSize;
import eu.runlater.console.executions.WaitText;
import eu.runlater.console.newtask.TaskForm.BackoffChoice;
import eu.runlater.console.newtask.TaskForm.Timing;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// The fields of the form, bound to the view model. FX thread.
final class TaskFields extends VBox {
    private static final List<String> METHODS = List.of("POST", "GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    private final NewTaskViewModel model;
    private final Times times;
    private final Map<Field, FieldBox> boxes = new EnumMap<>(Field.class);
    private final TextField url = new TextField();
    private final CallOptionsSection options;

    TaskFields(NewTaskViewModel model, Times times, CredentialNames credentials) {
        super(18);
        this.model = model;
        this.times = times;
        this.options = new CallOptionsSection(model.options, credentials);
        getStyleClass().add("task-fields");
        getChildren()
                .addAll(
                        target(),
                        timing(),
                        body(),
                        headers(),
                        section("newtask.section.delivery"),
                        delivery(),
                        retries(),
                        options);
        model.problemsProperty().subscribe(problems -> {
            boxes.forEach((field, box) -> box.problem(problems.get(field)));
            Map<String, String> byName = new HashMap<>();
            problems.forEach((field, text) -> byName.put(field.word(), text));
            options.problems(byName);
        });
    }

    void focusUrl() {
        url.requestFocus();
    }

    /// The first field in which something is wrong, in reading order.
    void focusFirstProblem() {
        for (Field field : Field.values()) {
            FieldBox box = boxes.get(field);
            if (box != null && box.hasProblem()) {
                box.focusInput();
                return;
            }
        }
        options.focusProblem();
    }

    private Node target() {
        ComboBox<String> method = new ComboBox<>();
        method.getItems().setAll(METHODS);
        method.valueProperty().bindBidirectional(model.method);
        method.setPrefWidth(112);
        method.setMinWidth(112);
        url.setPromptText("https://shop.example/hooks/notify");
        url.textProperty().bindBidirectional(model.url);
        url.getStyleClass().add("mono");
        FieldBox methodBox = box(Field.METHOD, "method", method);
        FieldBox urlBox = box(Field.URL, "url", url);
        HBox.setHgrow(urlBox, Priority.ALWAYS);
        return new HBox(10, methodBox, urlBox);
    }

    private Node timing() {
        Segments<Timing> choice = new Segments<>(
                List.of(Timing.values()),
                one -> Texts.get("newtask.timing." + one.name().toLowerCase(Locale.ROOT)));
        choice.setId("timing");
        choice.valueProperty().set(model.timing.get());
        choice.valueProperty().subscribe(value -> {
            if (value != null) {
                model.timing.set(value);
            }
        });
        Label label = new Label(Texts.get("newtask.field.timing"));
        label.getStyleClass().add("field-label");
        VBox left = new VBox(5, label, choice);
        TextField delay = bound(model.delay, "30s, 5m, 2h, 1d");
        FieldBox delayBox = box(Field.DELAY, "delay", delay).hint(Texts.get("newtask.hint.delay"));
        TextField at = bound(model.at, "2026-05-04 09:30");
        FieldBox atBox = box(Field.RUN_AT, "at", at);
        HBox row = new HBox(14, left, delayBox, atBox);
        for (FieldBox box : List.of(delayBox, atBox)) {
            box.setPrefWidth(240);
            box.managedProperty().bind(box.visibleProperty());
        }
        delayBox.visibleProperty().bind(model.timing.isEqualTo(Timing.DELAY));
        atBox.visibleProperty().bind(model.timing.isEqualTo(Timing.AT));
        model.timing.subscribe(timing -> {
            if (timing == Timing.AT && model.at.get().isEmpty()) {
                model.at.set(TaskForm.AT.format(times.now()
                        .plus(Duration.ofMinutes(10))
                        .atZone(times.zoneProperty().get())
                        .withSecond(0)));
            }
        });
        times.zoneProperty().subscribe(zone -> atBox.hint(Texts.get("newtask.hint.at", zone.getId())));
        return row;
    }

    private Node body() {
        TextArea area = new TextArea();
        area.textProperty().bindBidirectional(model.body);
        area.getStyleClass().add("mono");
        area.setPrefRowCount(6);
        area.setWrapText(true);
        area.setPromptText("{\"user_id\": 42}");
        FieldBox box = box(Field.BODY, "body", area);
        model.body.subscribe(text -> {
            TaskForm form = model.form();
            String size = ByteSize.of(text.getBytes(StandardCharsets.UTF_8).length);
            box.hint(
                    text.isEmpty()
                            ? Texts.get("newtask.hint.body_empty")
                            : form.jsonDoubt()
                                    .orElseGet(() -> Texts.get(
                                            form.isJson() ? "newtask.hint.body_json" : "newtask.hint.body_text",
                                            size)));
            box.pseudoClassStateChanged(
                    javafx.css.PseudoClass.getPseudoClass("doubt"),
                    form.jsonDoubt().isPresent());
        });
        return box;
    }

    private Node headers() {
        HeaderRows rows = new HeaderRows(model.headers);
        return box(Field.HEADERS, "headers", rows).hint(Texts.get("newtask.hint.headers"));
    }

    private Node delivery() {
        FieldBox name = box(Field.NAME, "name", bound(model.name, Texts.get("newtask.prompt.name")));
        FieldBox queue = box(Field.QUEUE, "queue", bound(model.queue, Texts.get("newtask.prompt.queue")))
                .hint(Texts.get("newtask.hint.queue"));
        FieldBox timeout = box(Field.TIMEOUT, "timeout", bound(model.timeoutSeconds, "30"))
                .hint(Texts.get("newtask.hint.timeout"));
        FieldBox codes = box(Field.STATUS_CODES, "codes", bound(model.statusCodes, "200, 201"))
                .hint(Texts.get("newtask.hint.codes"));
        FieldBox pattern = box(Field.BODY_PATTERN, "pattern", bound(model.bodyPattern, "\"ok\": true"))
                .hint(Texts.get("newtask.hint.pattern"));
        return new VBox(18, pair(name, queue), pair(timeout, codes), pattern);
    }

    private Node retries() {
        ComboBox<Integer> count = new ComboBox<>();
        count.getItems().setAll(IntStream.rangeClosed(0, 10).boxed().toList());
        count.valueProperty().bindBidirectional(model.retries);
        count.setMaxWidth(Double.MAX_VALUE);
        ComboBox<BackoffChoice> backoff = new ComboBox<>();
        backoff.getItems().setAll(BackoffChoice.values());
        backoff.setConverter(new StringConverter<>() {
            @Override
            public String toString(BackoffChoice choice) {
                return choice == null
                        ? ""
                        : Texts.get("newtask.backoff." + choice.name().toLowerCase(Locale.ROOT));
            }

            @Override
            public BackoffChoice fromString(String text) {
                throw new UnsupportedOperationException("chosen, never typed");
            }
        });
        backoff.valueProperty().bindBidirectional(model.backoff);
        backoff.setMaxWidth(Double.MAX_VALUE);
        TextField value = bound(model.backoffValue, "30s");
        HBox.setHgrow(backoff, Priority.ALWAYS);
        value.setPrefWidth(130);
        value.managedProperty().bind(value.visibleProperty());
        value.visibleProperty().bind(model.backoff.isNotEqualTo(BackoffChoice.STANDARD));
        value.setAccessibleText(Texts.get("newtask.field.backoff_value"));
        value.setId("backoff-value");
        FieldBox countBox = box(Field.RETRIES, "retries", count);
        FieldBox backoffBox = box(Field.BACKOFF, "backoff", backoff, new HBox(8, backoff, value));
        backoff.disableProperty().bind(model.retries.isEqualTo(0));
        model.curlProperty().subscribe(_ -> backoffBox.hint(delays()));
        countBox.setMinWidth(120);
        countBox.setPrefWidth(120);
        HBox.setHgrow(backoffBox, Priority.ALWAYS);
        return new HBox(14, countBox, backoffBox);
    }

    private String delays() {
        TaskForm form = model.form();
        if (form.retries() == 0) {
            return Texts.get("newtask.hint.no_retries");
        }
        List<Duration> waits = RetryDelays.of(form.retryBackoff(), form.retries());
        if (waits.isEmpty()) {
            return "";
        }
        String spelled = waits.stream().map(WaitText::of).collect(Collectors.joining(", "));
        long percent = Math.round(RetryDelays.spread(form.retryBackoff()) * 100);
        return Texts.get("newtask.hint.delays", spelled, percent);
    }

    private static TextField bound(javafx.beans.property.StringProperty property, String prompt) {
        TextField field = new TextField();
        field.textProperty().bindBidirectional(property);
        field.setPromptText(prompt);
        return field;
    }

    private FieldBox box(Field field, String id, Node input) {
        return box(field, id, input, input);
    }

    private FieldBox box(Field field, String id, Node input, Node content) {
        FieldBox box = new FieldBox("task-" + id, Texts.get("newtask.field." + id), input, content);
        boxes.put(field, box);
        return box;
    }

    private static HBox pair(Region left, Region right) {
        for (Region one : List.of(left, right)) {
            one.setPrefWidth(280);
            one.setMinWidth(160);
            HBox.setHgrow(one, Priority.ALWAYS);
        }
        return new HBox(14, left, right);
    }

    private static Label section(String key) {
        Label title = new Label(Texts.get(key));
        title.getStyleClass().add("form-section");
        return title;
    }
}

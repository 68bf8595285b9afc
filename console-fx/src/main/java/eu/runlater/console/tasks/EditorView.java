package eu.runlater.console.tasks;

import eu.runlater.console.credentials.CallOptionsSection;
import eu.runlater.console.credentials.CredentialNames;
import eu.runlater.console.tasks.EditorModel.Kind;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.CronPreview;
import eu.runlater.model.TaskView;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import javafx.animation.PauseTransition;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.StringConverter;
import org.controlsfx.control.SearchableComboBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The form of a recurring task on the left, and on the right what its schedule will do, as the engine computes
/// it while one types. FX thread.
final class EditorView extends HBox {
    private static final Duration TYPING = Duration.millis(200);
    private static final double ASIDE = 460;
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final Map<String, String> PICKS = picks();

    private final EditorModel model;
    private final Times times;
    private final Map<String, FieldBox> boxes = new HashMap<>();
    private final Label title = new Label();
    private final Label sentence = new Label();
    private final Label move = new Label();
    private final NextRuns next;
    private final Label trouble = new Label();
    private final VBox conflict = new VBox(8);
    private final PauseTransition typing = new PauseTransition(TYPING);
    private final TextField url = new TextField();
    private final CredentialNames credentials;
    private final CallOptionsSection options;

    EditorView(EditorModel model, Times times, CredentialNames credentials, Runnable close) {
        this.model = model;
        this.times = times;
        this.next = new NextRuns(times);
        this.credentials = credentials;
        this.options = new CallOptionsSection(model.options, credentials);
        setId("task-editor");
        getStyleClass().add("new-task");
        title.getStyleClass().add("detail-title");
        title.setId("editor-title");
        VBox form = new VBox(
                18,
                title,
                target(),
                section("tasks.editor.when"),
                schedule(),
                rules(),
                window(),
                section("tasks.editor.how"),
                payload(),
                delivery(),
                options);
        form.getStyleClass().add("task-fields");
        ScrollPane left = new ScrollPane(form);
        left.setFitToWidth(true);
        left.getStyleClass().addAll("edge-to-edge", "plain-scroll");
        HBox.setHgrow(left, Priority.ALWAYS);
        VBox aside = aside(close);
        ScrollPane right = new ScrollPane(aside);
        right.setFitToWidth(true);
        right.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        right.setMinWidth(ASIDE);
        right.setPrefWidth(ASIDE);
        right.getStyleClass().addAll("edge-to-edge", "plain-scroll");
        getChildren().addAll(left, right);
        typing.setOnFinished(_ -> model.askPreview());
        model.onScheduleChanged(typing::playFromStart);
        model.previewProperty().subscribe(this::showPreview);
        model.previewTroubleProperty()
                .subscribe(_ -> showPreview(model.previewProperty().get()));
        model.problemsProperty().subscribe(this::showProblems);
        model.failureProperty().subscribe(why -> {
            trouble.setVisible(why != null);
            trouble.setText(why == null ? "" : FailureText.sentence(why));
        });
        model.conflictProperty().subscribe(this::showConflict);
    }

    private static Map<String, String> picks() {
        Map<String, String> picks = new LinkedHashMap<>();
        picks.put("tasks.pick.minutes5", "*/5 * * * *");
        picks.put("tasks.pick.hourly", "0 * * * *");
        picks.put("tasks.pick.daily", "30 2 * * *");
        picks.put("tasks.pick.weekdays", "0 9 * * 1-5");
        picks.put("tasks.pick.monthly", "0 6 1 * *");
        return picks;
    }

    /// Shows the form as it stands in the model, and what its schedule will do.
    void open() {
        TaskView before = model.before();
        title.setText(before == null ? Texts.get("tasks.editor.new") : Texts.get("tasks.editor.edit", before.name()));
        model.askPreview();
        credentials.refresh();
        options.refold();
    }

    void focusUrl() {
        Focus.on(url);
    }

    private Node target() {
        ComboBox<String> method = choice(model.method, METHODS, "");
        method.setMinWidth(110);
        url.textProperty().bindBidirectional(model.url);
        url.setPromptText("https://your-app.example/jobs/nightly");
        FieldBox methodBox = box("method", "editor-method", "tasks.editor.method", method);
        FieldBox urlBox = box("url", "editor-url", "tasks.editor.url", url);
        HBox.setHgrow(urlBox, Priority.ALWAYS);
        FieldBox name = box("name", "editor-name", "tasks.editor.name", bound(model.name, "nightly-invoices"));
        return new VBox(18, name, new HBox(14, methodBox, urlBox));
    }

    private Node schedule() {
        Segments<Kind> kinds =
                new Segments<>(List.of(Kind.values()), kind -> TaskText.word("tasks.kind.", kind.name()));
        kinds.setId("editor-kind");
        kinds.valueProperty().bindBidirectional(model.kind);
        TextField cron = bound(model.cron, "30 2 * * *");
        cron.getStyleClass().add("mono");
        FieldBox cronBox =
                box("cron", "editor-cron", "tasks.editor.cron", cron).hint(Texts.get("tasks.editor.cron_hint"));
        cron.caretPositionProperty().subscribe(caret -> cronBox.hint(explained(cron.getText(), caret.intValue())));
        TextField every = bound(model.every, "15m");
        every.getStyleClass().add("mono");
        FieldBox everyBox =
                box("every", "editor-every", "tasks.editor.every", every).hint(Texts.get("tasks.editor.every_hint"));
        for (FieldBox one : List.of(cronBox, everyBox)) {
            one.managedProperty().bind(one.visibleProperty());
        }
        cronBox.visibleProperty().bind(model.kind.isEqualTo(Kind.CRON));
        everyBox.visibleProperty().bind(model.kind.isEqualTo(Kind.EVERY));
        SearchableComboBox<String> zone = new SearchableComboBox<>();
        zone.getItems().setAll(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        zone.valueProperty().bindBidirectional(model.timezone);
        zone.setMaxWidth(Double.MAX_VALUE);
        FieldBox zoneBox = box("timezone", "editor-zone", "tasks.editor.zone", zone);
        zoneBox.setPrefWidth(230);
        zoneBox.setMinWidth(200);
        VBox expression = new VBox(cronBox, everyBox);
        HBox.setHgrow(expression, Priority.ALWAYS);
        FlowPane picks = new FlowPane(6, 6);
        PICKS.forEach((key, value) -> {
            Button pick = new Button(Texts.get(key));
            pick.getStyleClass().add("pick");
            pick.setOnAction(_ -> {
                model.kind.set(Kind.CRON);
                model.cron.set(value);
            });
            picks.getChildren().add(pick);
        });
        return new VBox(12, kinds, picks, new HBox(14, expression, zoneBox));
    }

    /// What the field under the caret means.
    static String explained(String text, int caret) {
        String[] names = {"minute", "hour", "day", "month", "weekday"};
        String before = text.substring(0, Math.min(caret, text.length()));
        int fields = text.strip().split("\\s+").length;
        int index = before.stripLeading().split("\\s+", -1).length - 1;
        if (fields == 6) {
            index--;
        }
        if (text.strip().startsWith("@") || index >= names.length) {
            return Texts.get("tasks.editor.cron_hint");
        }
        return index < 0 ? Texts.get("tasks.field.second") : Texts.get("tasks.field." + names[index]);
    }

    private Node rules() {
        FieldBox overlap = box(
                "overlap",
                "editor-overlap",
                "tasks.editor.overlap",
                choice(model.overlap, List.of("allow", "skip", "queue_one"), "tasks.overlap."));
        FieldBox misfire = box(
                "misfire",
                "editor-misfire",
                "tasks.editor.misfire",
                choice(model.misfire, List.of("run_latest", "run_all", "skip"), "tasks.misfire."));
        return pair(overlap, misfire);
    }

    private Node window() {
        FieldBox starts =
                box("starts_at", "editor-starts", "tasks.editor.starts", bound(model.startsAt, "2026-05-04T09:00:00Z"));
        FieldBox ends =
                box("ends_at", "editor-ends", "tasks.editor.ends", bound(model.endsAt, Texts.get("tasks.editor.open")));
        FieldBox most = box(
                "max_runs", "editor-most", "tasks.editor.most", bound(model.maxRuns, Texts.get("tasks.editor.open")));
        most.setPrefWidth(120);
        most.setMinWidth(110);
        return new HBox(14, grown(starts), grown(ends), most);
    }

    private Node payload() {
        TextArea body = area(model.body, 4, "{\"period\": \"2026-05\"}");
        TextArea headers = area(model.headers, 2, "X-Source: runlater");
        return new VBox(
                18,
                box("headers", "editor-headers", "tasks.editor.headers", headers)
                        .hint(Texts.get("tasks.editor.headers_hint")),
                box("body", "editor-body", "tasks.editor.body", body));
    }

    private Node delivery() {
        ComboBox<Integer> retries = new ComboBox<>();
        retries.getItems().setAll(IntStream.rangeClosed(0, 10).boxed().toList());
        retries.valueProperty().bindBidirectional(model.retries);
        retries.setMaxWidth(Double.MAX_VALUE);
        FieldBox queue =
                box("queue", "editor-queue", "tasks.editor.queue", bound(model.queue, Texts.get("tasks.editor.none")));
        FieldBox timeout =
                box("timeout_ms", "editor-timeout", "tasks.editor.timeout", bound(model.timeoutSeconds, "30"));
        FieldBox retry = box("retry_attempts", "editor-retries", "tasks.editor.retries", retries);
        FieldBox codes = box(
                "expected_status_codes", "editor-codes", "tasks.editor.codes", bound(model.statusCodes, "200, 201"));
        FieldBox pattern = box(
                "expected_body_pattern",
                "editor-pattern",
                "tasks.editor.pattern",
                bound(model.bodyPattern, "\"ok\": true"));
        return new VBox(18, new HBox(14, grown(queue), grown(timeout), grown(retry)), pair(codes, pattern));
    }

    private VBox aside(Runnable close) {
        Button save = new Button(Texts.get("tasks.editor.save"), new FontIcon(Feather.CHECK));
        save.setId("editor-save");
        save.getStyleClass().add("accent");
        save.disableProperty().bind(model.savingProperty());
        save.setOnAction(_ -> model.save(false));
        Button test = new Button(Texts.get("tasks.test.verb"), new FontIcon(Feather.PLAY));
        test.setId("editor-test");
        test.setTooltip(new Tooltip(Texts.get("tasks.test.tooltip")));
        test.disableProperty().bind(model.testCall().callingProperty());
        test.setOnAction(_ -> model.test());
        Button cancel = new Button(Texts.get("tasks.editor.close"));
        cancel.setId("editor-close");
        cancel.setOnAction(_ -> close.run());
        trouble.getStyleClass().add("detail-trouble");
        trouble.setId("editor-trouble");
        trouble.setWrapText(true);
        trouble.managedProperty().bind(trouble.visibleProperty());
        trouble.setVisible(false);
        conflict.getStyleClass().add("detail-trouble");
        conflict.setId("editor-conflict");
        conflict.managedProperty().bind(conflict.visibleProperty());
        conflict.setVisible(false);
        Label heading = new Label(Texts.get("tasks.editor.preview"));
        heading.getStyleClass().add("form-section");
        sentence.getStyleClass().add("sentence");
        sentence.setId("editor-sentence");
        sentence.setWrapText(true);
        move.getStyleClass().add("muted");
        move.setId("editor-move");
        move.setWrapText(true);
        move.managedProperty().bind(move.visibleProperty());
        VBox card = new VBox(10, heading, sentence, move, next);
        card.getStyleClass().addAll("card", "preview-card");
        VBox aside = new VBox(
                14, new HBox(8, save, test, cancel), trouble, conflict, new TestCallCard(model.testCall()), card);
        aside.getStyleClass().add("task-aside");
        return aside;
    }

    private void showPreview(@Nullable CronPreview preview) {
        if (preview == null) {
            sentence.setText("");
            move.setVisible(false);
            next.say(model.previewTroubleProperty().get());
            FieldBox box = boxes.get(model.kind.get() == Kind.EVERY ? "every" : "cron");
            if (box != null && !model.problemsProperty().get().containsKey("cron")) {
                String why = model.previewTroubleProperty().get();
                box.problem(why.isEmpty() || why.equals(Texts.get("tasks.editor.offline")) ? null : why);
            }
            return;
        }
        for (String field : List.of("cron", "every")) {
            FieldBox box = boxes.get(field);
            if (box != null) {
                box.problem(null);
            }
        }
        String said = preview.sentence();
        String weekly = preview.perWeek() == null ? "" : Texts.get("tasks.editor.per_week", preview.perWeek());
        sentence.setText((said == null ? Texts.get("tasks.editor.no_sentence") : said) + " · " + weekly);
        showMove(preview);
        next.show(preview);
    }

    /// What an edit does to the next run.
    private void showMove(CronPreview preview) {
        TaskView before = model.before();
        Instant old = before == null ? null : before.nextRunAt();
        Instant now = preview.firings().isEmpty()
                ? null
                : preview.firings().getFirst().at();
        if (old == null || now == null || old.equals(now)) {
            move.setVisible(false);
            return;
        }
        move.setVisible(true);
        move.setText(Texts.get("tasks.editor.moved", times.brief(old), times.brief(now)));
    }

    private void showProblems(Map<String, String> problems) {
        boxes.forEach((field, box) -> box.problem(problems.get(field)));
        options.problems(problems);
    }

    private void showConflict(@Nullable TaskView theirs) {
        conflict.setVisible(theirs != null);
        if (theirs == null) {
            return;
        }
        Label said = new Label(Texts.get("tasks.conflict", theirs.version(), difference(theirs)));
        said.setWrapText(true);
        Button take = new Button(Texts.get("tasks.conflict.take"));
        take.setId("conflict-take");
        take.setOnAction(_ -> model.takeTheirs());
        Button keep = new Button(Texts.get("tasks.conflict.keep"));
        keep.setId("conflict-keep");
        keep.getStyleClass().add("danger");
        keep.setOnAction(_ -> model.save(true));
        conflict.getChildren().setAll(said, new HBox(8, take, keep));
    }

    /// The fields in which the two versions differ, theirs first.
    private String difference(TaskView theirs) {
        Map<String, @Nullable Object> mine = model.fields();
        StringBuilder lines = new StringBuilder();
        model.fieldsOf(theirs).forEach((field, value) -> {
            Object own = mine.get(field);
            if (!Objects.equals(value, own)) {
                lines.append('\n')
                        .append(field)
                        .append(": ")
                        .append(value)
                        .append("  ↔  ")
                        .append(own);
            }
        });
        return lines.toString();
    }

    private FieldBox box(String field, String id, String labelKey, Node input) {
        FieldBox box = new FieldBox(id, Texts.get(labelKey), input);
        boxes.put(field, box);
        return box;
    }

    private static TextField bound(StringProperty property, String prompt) {
        TextField field = new TextField();
        field.textProperty().bindBidirectional(property);
        field.setPromptText(prompt);
        return field;
    }

    private static TextArea area(StringProperty property, int rows, String prompt) {
        TextArea area = new TextArea();
        area.textProperty().bindBidirectional(property);
        area.setPrefRowCount(rows);
        area.setPromptText(prompt);
        area.getStyleClass().add("mono");
        return area;
    }

    /// @param prefix of the texts that say what the values mean; empty = the values themselves
    private static ComboBox<String> choice(ObjectProperty<String> property, List<String> values, String prefix) {
        ComboBox<String> box = new ComboBox<>();
        box.getItems().setAll(values);
        box.setMaxWidth(Double.MAX_VALUE);
        if (!prefix.isEmpty()) {
            box.setConverter(new StringConverter<>() {
                @Override
                public String toString(String value) {
                    return value == null ? "" : TaskText.word(prefix, value);
                }

                @Override
                public String fromString(String text) {
                    throw new UnsupportedOperationException("chosen, never typed");
                }
            });
        }
        box.valueProperty().bindBidirectional(property);
        return box;
    }

    private static Region grown(Region node) {
        node.setPrefWidth(200);
        node.setMinWidth(140);
        HBox.setHgrow(node, Priority.ALWAYS);
        return node;
    }

    private static HBox pair(Region left, Region right) {
        return new HBox(14, grown(left), grown(right));
    }

    private static Label section(String key) {
        Label title = new Label(Texts.get(key));
        title.getStyleClass().add("form-section");
        return title;
    }
}

package eu.runlater.console.tasks;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.executions.Clip;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.CronPreview;
import eu.runlater.model.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One task beside the list: what became of its firings, what comes next, and how it is defined. FX thread.
final class TaskPane extends VBox {
    /// What is shown of the task.
    enum Tab {
        FIRINGS,
        NEXT,
        DEFINITION
    }

    private final TasksSource source;
    private final Times times;
    private final Background.Line ledger;
    private final Background.Line preview;
    private final Label name = new Label();
    private final StatusLabel state = new StatusLabel();
    private final Label target = new Label();
    private final Label trouble = new Label();
    private final Segments<Tab> tabs;
    private final VBox body = new VBox(10);
    private final FiringList firings;
    private final NextRuns next;
    private final DefinitionList definition;
    private @Nullable TaskView task;
    private @Nullable TaskView previewed;

    /// @param buttons what can be done with the task
    TaskPane(
            TasksSource source,
            Background background,
            Times times,
            List<Node> buttons,
            Runnable close,
            Runnable backfill) {
        super(12);
        this.source = source;
        this.times = times;
        this.ledger = background.line();
        this.preview = background.line();
        this.firings = new FiringList(times, this::readLedger, backfill);
        this.next = new NextRuns(times);
        this.definition = new DefinitionList();
        setId("task-pane");
        getStyleClass().addAll("detail", "task-pane");
        name.getStyleClass().add("detail-title");
        name.setWrapText(true);
        target.getStyleClass().addAll("mono", "muted");
        target.setWrapText(true);
        Button closing = new Button(null, new FontIcon(Feather.X));
        closing.getStyleClass().add("icon-button");
        closing.setAccessibleText(Texts.get("tasks.command.close"));
        closing.setTooltip(new Tooltip(Texts.get("tasks.command.close")));
        closing.setOnAction(_ -> close.run());
        HBox head = new HBox(10, name, state, closing);
        head.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox actions = new HBox(8);
        actions.getChildren().addAll(buttons);
        actions.managedProperty().bind(actions.visibleProperty());
        actions.setVisible(!buttons.isEmpty());
        trouble.getStyleClass().add("detail-trouble");
        trouble.setId("task-pane-trouble");
        trouble.setWrapText(true);
        trouble.managedProperty().bind(trouble.visibleProperty());
        trouble.setVisible(false);
        tabs = new Segments<>(List.of(Tab.values()), tab -> TaskText.word("tasks.tab.", tab.name()));
        tabs.setId("task-tabs");
        tabs.valueProperty().set(Tab.FIRINGS);
        tabs.valueProperty().subscribe(_ -> showTab());
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("edge-to-edge", "plain-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, target, actions, trouble, tabs, scroll);
    }

    void open(TaskView shown) {
        TaskView before = task;
        boolean other = before == null || !before.id().equals(shown.id());
        task = shown;
        name.setText(shown.name());
        state.show(TaskText.state(shown));
        target.setText(shown.method() + " " + shown.url());
        trouble.setVisible(shown.scheduleError() != null);
        trouble.setText(shown.scheduleError() == null ? "" : shown.scheduleError());
        definition.show(shown);
        if (other) {
            firings.clear();
            next.clear();
            previewed = null;
        }
        showTab();
    }

    void openTab(int index) {
        tabs.valueProperty().set(Tab.values()[index]);
    }

    private void showTab() {
        Tab tab = tabs.valueProperty().get();
        TaskView shown = task;
        if (tab == null || shown == null) {
            return;
        }
        switch (tab) {
            case FIRINGS -> {
                body.getChildren().setAll(firings);
                readLedger();
            }
            case NEXT -> {
                body.getChildren().setAll(next);
                readPreview(shown);
            }
            case DEFINITION -> body.getChildren().setAll(definition, copyButton(shown));
        }
    }

    private void readLedger() {
        TaskView shown = task;
        if (shown == null) {
            return;
        }
        Instant now = times.now();
        Instant from = now.minus(firings.range());
        ledger.ask(
                () -> source.firings(shown.id(), from, now.plus(Duration.ofHours(1))), firings::show, firings::failed);
    }

    private void readPreview(TaskView shown) {
        if (shown.equals(previewed)) {
            return;
        }
        preview.ask(
                () -> source.preview(schedule(shown)),
                (CronPreview answer) -> {
                    previewed = shown;
                    next.show(answer);
                },
                this::failed);
    }

    static Map<String, @Nullable Object> schedule(TaskView task) {
        Map<String, @Nullable Object> schedule = new LinkedHashMap<>();
        if (task.every() != null) {
            schedule.put("every", task.every());
        } else {
            schedule.put("cron", String.valueOf(task.cronExpression()));
        }
        schedule.put("timezone", task.timezone());
        schedule.put("count", 12);
        return schedule;
    }

    private void failed(ApiFailure why) {
        trouble.setVisible(true);
        trouble.setText(FailureText.sentence(why));
    }

    /// Runs of the task may have ended: the ledger is asked again while it is looked at.
    void refresh() {
        if (tabs.valueProperty().get() == Tab.FIRINGS) {
            readLedger();
        }
    }

    /// How far back the ledger is looked at.
    Duration firingsRange() {
        return firings.range();
    }

    private static Button copyButton(TaskView task) {
        Button copy = new Button(Texts.get("tasks.definition.copy"), new FontIcon(Feather.COPY));
        copy.setOnAction(_ -> Clip.put(task.id().toString()));
        return copy;
    }
}

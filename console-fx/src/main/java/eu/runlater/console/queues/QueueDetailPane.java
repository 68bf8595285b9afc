package eu.runlater.console.queues;

import eu.runlater.console.executions.ExecutionsRoom;
import eu.runlater.console.shell.Session;
import eu.runlater.console.tasks.TasksRoom;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.LineList;
import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.CircuitView;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.QueueView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One queue beside the list: how it stands in a sentence, its settings, what runs, what is next, what feeds it. FX
/// thread.
final class QueueDetailPane extends VBox {
    private final Session session;
    private final Times times;
    private final QueuesViewModel model;
    private final QueueWords words;
    private final Supplier<List<CircuitView>> circuits;
    private final Label name = new Label();
    private final StatusLabel state = new StatusLabel();
    private final Label trouble = new Label();
    private final Label sentence = new Label();
    private final Hyperlink toHost = new Hyperlink();
    private final VBox note = new VBox(4, sentence, toHost);
    private final QueueSettingsForm settings;
    private final LineList<ExecutionSummary> running;
    private final LineList<ExecutionSummary> next;
    private final LineList<QueueView.Feeder> feeders;
    private final VBox content = new VBox(14);
    private String tone = "tone-muted";
    private boolean editWanted;

    /// @param buttons what can be done with the queue; shown at the top right, before `close`
    QueueDetailPane(
            Session session,
            QueuesViewModel model,
            QueueWords words,
            Supplier<List<CircuitView>> circuits,
            List<Node> buttons,
            Runnable save,
            Runnable close) {
        this.session = session;
        this.times = session.times();
        this.model = model;
        this.words = words;
        this.circuits = circuits;
        setId("queue-detail");
        getStyleClass().add("detail-pane");
        settings = new QueueSettingsForm(
                model.detail().settings(), session.profile().readOnly(), session.offline(), save);
        running = runs("queue-running", 84, "queues.running.title", "queues.running.none", run -> {
            Instant since = run.startedAt();
            return since == null ? "" : Texts.get("queues.running.since", times.clock(since));
        });
        next = runs("queue-next", 112, "queues.next.title", "queues.next.none", run -> times.brief(run.scheduledFor()));
        feeders = new LineList<>(
                "queue-feeders",
                Texts.get("queues.feeders.title"),
                Texts.get("queues.feeders.none"),
                this::feederLine,
                feeder -> session.navigator()
                        .go(TasksRoom.task(
                                session.profile().name(), feeder.taskId().toString())));
        Hyperlink all = new Hyperlink(Texts.get("queues.detail.all"));
        all.setId("queue-executions");
        all.setOnAction(_ -> {
            all.setVisited(false);
            openRuns(query(model.detail().name()));
        });
        content.getStyleClass().add("queue-content");
        content.getChildren().addAll(section(), settings, running, next, feeders, all);
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("edge-to-edge", "plain-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        scroll.setMinHeight(0);
        note.setMinHeight(USE_PREF_SIZE);
        trouble.getStyleClass().add("detail-trouble");
        trouble.setWrapText(true);
        trouble.managedProperty().bind(trouble.visibleProperty());
        trouble.setVisible(false);
        getChildren().addAll(head(buttons, close), trouble, note(), scroll);
        model.detail().shownProperty().subscribe(this::show);
        model.detail().failureProperty().subscribe(failure -> {
            trouble.setVisible(failure != null);
            if (failure != null) {
                trouble.setText(FailureText.sentence(failure) + "  " + FailureText.details(failure));
            }
        });
    }

    private static Label section() {
        Label title = new Label(Texts.get("queues.settings.title"));
        title.getStyleClass().add("section-title");
        return title;
    }

    private Node head(List<Node> buttons, Runnable close) {
        name.getStyleClass().add("detail-name");
        state.getStyleClass().add("badge");
        state.setMinWidth(Region.USE_PREF_SIZE);
        Button closing = new Button(null, new FontIcon(Feather.X));
        closing.setId("queue-close");
        closing.getStyleClass().add("icon-button");
        closing.setAccessibleText(Texts.get("executions.detail.close"));
        closing.setTooltip(new Tooltip(Texts.get("executions.detail.close")));
        closing.setOnAction(_ -> close.run());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox actions = new HBox(6);
        actions.getChildren().addAll(buttons);
        actions.getChildren().add(closing);
        actions.setAlignment(Pos.CENTER_RIGHT);
        actions.setMinWidth(Region.USE_PREF_SIZE);
        HBox first = new HBox(10, name, state, space, actions);
        first.setAlignment(Pos.CENTER_LEFT);
        first.getStyleClass().add("detail-head");
        first.setMinHeight(USE_PREF_SIZE);
        return first;
    }

    private Node note() {
        note.setId("queue-note");
        note.getStyleClass().addAll("failure-note", tone);
        sentence.setId("queue-sentence");
        sentence.getStyleClass().add("note-sentence");
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        toHost.setId("queue-host");
        toHost.managedProperty().bind(toHost.visibleProperty());
        return note;
    }

    /// Puts the focus into the settings, as soon as they are there.
    void editSettings() {
        editWanted = model.detail().shownProperty().get() == null;
        if (!editWanted) {
            settings.focusFirst();
        }
    }

    /// Writes again what depends on the time, and on the circuits.
    void beat() {
        QueueView queue = model.detail().shownProperty().get();
        if (queue != null) {
            say(queue);
        }
    }

    private void show(@Nullable QueueView queue) {
        content.setVisible(queue != null);
        note.setVisible(queue != null);
        name.setText(model.detail().name());
        state.setVisible(queue != null);
        if (queue == null) {
            return;
        }
        state.show(QueueWords.state(queue));
        say(queue);
        running.show(queue.runningNow());
        next.show(queue.nextInLine());
        feeders.show(queue.feeders());
        if (editWanted) {
            editWanted = false;
            settings.focusFirst();
        }
    }

    private void say(QueueView queue) {
        Optional<CircuitView> closed = QueuesViewModel.closedWay(queue, circuits.get());
        StateLook look = QueueWords.state(queue);
        String wanted = closed.isPresent() || queue.blockedBy() != null ? "tone-warning" : look.tone();
        if (!wanted.equals(tone)) {
            note.getStyleClass().remove(tone);
            note.getStyleClass().add(wanted);
            tone = wanted;
        }
        sentence.setText(words.sentence(queue, circuits.get()));
        toHost.setVisible(closed.isPresent());
        closed.ifPresent(circuit -> {
            toHost.setText(Texts.get("queues.detail.host", circuit.host()));
            toHost.setOnAction(_ ->
                    session.navigator().go(QueuesRoom.host(session.profile().name(), circuit.host())));
        });
    }

    /// A queue's name may hold what the query language reads otherwise.
    static String query(String queue) {
        return "queue:" + (queue.matches("[\\w.-]+") ? queue : '"' + queue.replace("\"", "\\\"") + '"');
    }

    private void openRuns(String query) {
        session.navigator().go(ExecutionsRoom.runs(session.profile().name(), query));
    }

    private LineList<ExecutionSummary> runs(
            String id, double stateWidth, String titleKey, String noneKey, Function<ExecutionSummary, String> when) {
        return new LineList<>(
                id,
                Texts.get(titleKey),
                Texts.get(noneKey),
                () -> runLine(stateWidth, when),
                run -> session.navigator()
                        .go(ExecutionsRoom.execution(
                                session.profile().name(), run.id().toString())));
    }

    private static LineList.Content<ExecutionSummary> runLine(
            double stateWidth, Function<ExecutionSummary, String> when) {
        StatusLabel look = new StatusLabel();
        look.setMinWidth(stateWidth);
        look.setPrefWidth(stateWidth);
        Label task = new Label();
        task.setMinWidth(60);
        Label host = new Label();
        host.getStyleClass().addAll("muted", "small-text");
        host.setMinWidth(0);
        Label at = new Label();
        at.getStyleClass().addAll("mono", "muted");
        at.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return LineList.content(new HBox(10, look, task, host, space, at), run -> {
            look.show(run);
            task.setText(run.taskName());
            host.setText(run.host());
            at.setText(when.apply(run));
            return run.taskName() + " " + look.getText() + " " + at.getText();
        });
    }

    private LineList.Content<QueueView.Feeder> feederLine() {
        FontIcon icon = new FontIcon(Feather.REPEAT);
        Label task = new Label();
        task.setMinWidth(60);
        Label at = new Label();
        at.getStyleClass().addAll("mono", "muted");
        at.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return LineList.content(new HBox(10, icon, task, space, at), feeder -> {
            task.setText(feeder.name());
            Instant due = feeder.nextRunAt();
            at.setText(due == null ? Texts.get("queues.feeders.no_next") : times.brief(due));
            return feeder.name() + " " + at.getText();
        });
    }
}

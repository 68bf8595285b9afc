package eu.runlater.console.queues;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.executions.Clip;
import eu.runlater.console.executions.ExecutionsRoom;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.QueueView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What can be done with the queue one looks at: pause and resume, change its settings, purge it. FX thread.
final class QueueActions {
    private final Session session;
    private final QueuesViewModel model;
    private final Supplier<@Nullable QueueView> current;
    private final PauseBar pauseBar;
    private final Button pauseButton = new Button();

    /// @param focusList gives the focus back to the list
    QueueActions(Session session, QueuesViewModel model, Supplier<@Nullable QueueView> current, Runnable focusList) {
        this.session = session;
        this.model = model;
        this.current = current;
        this.pauseBar = new PauseBar(this::pause, focusList);
        model.detail().shownProperty().subscribe(this::showPauseButton);
    }

    PauseBar pauseBar() {
        return pauseBar;
    }

    /// For the head of the detail.
    List<Node> buttons() {
        List<Node> buttons = new ArrayList<>();
        MenuButton more = new MenuButton(null, new FontIcon(Feather.MORE_HORIZONTAL));
        more.setId("queue-menu");
        more.getStyleClass().addAll("icon-button", "no-arrow");
        more.setAccessibleText(Texts.get("executions.button.more"));
        more.setTooltip(new Tooltip(Texts.get("executions.button.more")));
        if (!session.profile().readOnly()) {
            pauseButton.setId("queue-pause");
            pauseButton.getStyleClass().add("small");
            Tooltip tooltip = new Tooltip();
            pauseButton.setTooltip(tooltip);
            pauseButton.setOnAction(_ -> togglePause());
            MenuItem purge = item("queues.command.purge", Feather.TRASH_2, this::purge);
            purge.setId("queue-purge");
            session.offline().subscribe(why -> {
                pauseButton.setDisable(!why.isEmpty());
                purge.setDisable(!why.isEmpty());
                tooltip.setText(why.isEmpty() ? Texts.get("queues.command.pause") + "  S" : why);
            });
            buttons.add(pauseButton);
            more.getItems().add(purge);
        }
        more.getItems()
                .addAll(
                        item("queues.command.executions", Feather.LIST, this::openExecutions),
                        item("queues.command.copy", Feather.COPY, this::copyName));
        buttons.add(more);
        return buttons;
    }

    private static MenuItem item(String key, Feather icon, Runnable action) {
        MenuItem item = new MenuItem(Texts.get(key), new FontIcon(icon));
        item.setOnAction(_ -> action.run());
        return item;
    }

    private void showPauseButton(@Nullable QueueView queue) {
        boolean paused = queue != null && queue.paused();
        pauseButton.setVisible(queue != null);
        pauseButton.setText(Texts.get(paused ? "queues.button.resume" : "queues.button.pause"));
        pauseButton.setGraphic(new FontIcon(paused ? Feather.PLAY : Feather.PAUSE));
    }

    private void withQueue(Consumer<QueueView> action) {
        QueueView queue = current.get();
        if (queue == null) {
            session.toasts().info(Texts.get("queues.none_selected"));
        } else {
            action.accept(queue);
        }
    }

    /// Pauses, after asking for the reason, or resumes.
    void togglePause() {
        withQueue(queue -> {
            if (queue.paused()) {
                resume(queue);
            } else {
                pauseBar.ask(queue.name());
            }
        });
    }

    private void pause(String name, String reason) {
        model.pause(
                name,
                reason,
                _ -> session.toasts()
                        .undoable(
                                Texts.get("queues.pause.done", name),
                                () -> model.resume(
                                        name,
                                        _ -> session.toasts().done(Texts.get("queues.resume.done", name)),
                                        this::failed)),
                this::failed);
    }

    private void resume(QueueView queue) {
        String reason = queue.pausedReason() == null ? "" : queue.pausedReason();
        model.resume(
                queue.name(),
                _ -> session.toasts()
                        .undoable(
                                Texts.get("queues.resume.done", queue.name()),
                                () -> model.pause(
                                        queue.name(),
                                        reason,
                                        _ -> session.toasts().done(Texts.get("queues.pause.done", queue.name())),
                                        this::failed)),
                this::failed);
    }

    /// Sends the settings as they stand in the fields.
    void save() {
        QueueSettingsModel settings = model.detail().settings();
        String name = model.detail().name();
        settings.change()
                .ifPresent(change -> model.change(
                        name,
                        change,
                        queue -> {
                            var undoing = settings.undoing(change, queue);
                            settings.saved(queue);
                            String text = Texts.get("queues.settings.saved", name);
                            undoing.ifPresentOrElse(
                                    back -> session.toasts()
                                            .undoable(
                                                    text,
                                                    () -> model.change(
                                                            name,
                                                            back,
                                                            _ -> session.toasts()
                                                                    .done(Texts.get("queues.settings.undone", name)),
                                                            this::failed)),
                                    () -> session.toasts().done(text));
                        },
                        this::notSaved));
    }

    private void notSaved(ApiFailure why) {
        if (why.status() == 409) {
            model.detail().refresh(); // the newer values then stand beside the fields
            session.toasts().failed(Texts.get("queues.settings.conflict"));
        } else if (!model.detail().settings().refused(why)) {
            failed(why);
        }
    }

    void purge() {
        withQueue(queue -> {
            PurgeModel purge = new PurgeModel(
                    model.source(),
                    session.background(),
                    queue.name(),
                    session.profile().production());
            PurgePane pane = new PurgePane(purge, session.panes()::close, model::purged);
            session.panes().show(pane);
            pane.open();
        });
    }

    void openExecutions() {
        withQueue(queue -> session.navigator()
                .go(ExecutionsRoom.runs(session.profile().name(), QueueDetailPane.query(queue.name()))));
    }

    void copyName() {
        withQueue(queue -> {
            Clip.put(queue.name());
            session.toasts().info(Texts.get("queues.copied"));
        });
    }

    private void failed(ApiFailure why) {
        session.toasts().failed(FailureText.sentence(why) + "\n" + FailureText.details(why));
    }
}

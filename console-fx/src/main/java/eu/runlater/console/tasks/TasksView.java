package eu.runlater.console.tasks;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.credentials.CredentialNames;
import eu.runlater.console.executions.Clip;
import eu.runlater.console.executions.CurlCommand;
import eu.runlater.console.executions.ExecutionsRoom;
import eu.runlater.console.live.LiveBatch;
import eu.runlater.console.shell.Command;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Screen;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.Row;
import eu.runlater.console.ui.StatePane;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.TaskView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.controlsfx.control.MasterDetailPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The list of recurring tasks with one in detail beside it, or the editor in its place. FX thread.
public final class TasksView implements Screen {
    private static final double DIVIDER = 0.5;
    private static final javafx.util.Duration TYPING = javafx.util.Duration.millis(250);
    private static final int BEATS_BETWEEN_READS = 3;
    private static final String SAMPLE = "{\"url\": \"https://your-app.example/tick\", \"cron\": \"* * * * *\"}";

    private final Session session;
    private final TasksSource source;
    private final TasksViewModel model;
    private final LiveTable<UUID, TaskView> table;
    private final TaskColumns columns;
    private final TextField search = new TextField();
    private final UpcomingStrip strip;
    private final MasterDetailPane split = new MasterDetailPane(Side.RIGHT);
    private final BooleanProperty enabled = new SimpleBooleanProperty(true);
    private final TaskPane pane;
    private final StatePane states;
    private final VBox list = new VBox(10);
    private final EditorModel editorModel;
    private final EditorView editor;
    private final StackPane root = new StackPane();
    private final HBox actions = new HBox();
    private Place place;
    private double divider = DIVIDER;
    private int staleBeats = -1;
    private Subscription subscriptions = Subscription.EMPTY;

    static TasksView of(Session session) {
        return new TasksView(session, TasksSource.of(session.api().tasks()));
    }

    TasksView(Session session, TasksSource source) {
        this.session = session;
        this.source = source;
        this.model = new TasksViewModel(source, session.background());
        this.place = session.navigator().current();
        table = new LiveTable<>(model.rows());
        columns = new TaskColumns(table, session.times());
        strip = new UpcomingStrip(session.times());
        pane = new TaskPane(
                source, session.background(), session.times(), buttons(), this::closeDetail, this::askBackfill);
        split.setMasterNode(table);
        split.setDetailNode(pane);
        split.setAnimated(false);
        split.setShowDetailNode(false);
        states = new StatePane(split, this::refresh);
        VBox.setVgrow(states, Priority.ALWAYS);
        search.setId("tasks-search");
        search.setPromptText(Texts.get("tasks.search"));
        search.setAccessibleText(Texts.get("tasks.search"));
        PauseTransition typing = new PauseTransition(TYPING);
        typing.setOnFinished(_ -> searched());
        search.textProperty().addListener((_, _, _) -> typing.playFromStart());
        search.setMaxWidth(360);
        VBox top = new VBox(12, search, strip);
        top.getStyleClass().add("tasks-top");
        list.getStyleClass().add("tasks-list");
        list.getChildren().addAll(top, states);
        list.setId("tasks");
        editorModel = new EditorModel(source, session.background(), this::stored);
        editor = new EditorView(
                editorModel,
                session.times(),
                new CredentialNames(session.api(), session.background()),
                this::closeEditor);
        root.getChildren().setAll(list);
        if (!session.profile().readOnly()) {
            Button create = new Button(Texts.get("tasks.new"), new FontIcon(Feather.PLUS));
            create.setId("tasks-new");
            create.getStyleClass().add("accent");
            create.setTooltip(new Tooltip(Texts.get("tasks.new.tooltip")));
            create.setOnAction(_ -> create());
            actions.getChildren().add(create);
        }
        table.onOpen(row -> open(row.value()));
        table.onNearEnd(model::loadMore);
        table.onSelection(row -> {
            if (row != null && split.isShowDetailNode()) {
                show(row.value());
            }
        });
        model.contentProperty().subscribe(this::showContent);
        model.failureProperty().subscribe(why -> {
            if (why != null) {
                states.failed(why);
            } else {
                showContent(model.contentProperty().get());
            }
        });
        model.upcomingProperty().subscribe(strip::show);
    }

    private void showContent(TasksViewModel.Content content) {
        switch (content) {
            case LOADING -> states.loading();
            case ROWS -> {
                if (model.failureProperty().get() == null) {
                    states.loaded();
                }
                reselect();
            }
            case FIRST_USE -> states.empty(firstUse());
            case NO_MATCH ->
                states.empty(new EmptyState(
                        Feather.SEARCH,
                        Texts.get("tasks.empty.no_match_title"),
                        Texts.get("tasks.empty.no_match", search.getText()),
                        button("tasks.empty.clear", "empty-clear", search::clear)));
            case NO_PROBLEMS ->
                states.empty(new EmptyState(
                        Feather.CHECK_CIRCLE,
                        Texts.get("tasks.empty.fine_title"),
                        Texts.get("tasks.empty.fine"),
                        button("tasks.empty.all", "empty-all", model::toggleProblems)));
        }
    }

    private EmptyState firstUse() {
        List<Node> buttons = new ArrayList<>();
        if (!session.profile().readOnly()) {
            Button create = button("tasks.new", "empty-new", this::create);
            create.getStyleClass().add("accent");
            buttons.add(create);
            String url = session.api().access().base() + "api/v1/tasks";
            buttons.add(button("tasks.empty.curl", "empty-curl", () -> Clip.put(CurlCommand.toEngine(url, SAMPLE))));
        }
        return new EmptyState(
                Feather.REPEAT,
                Texts.get("tasks.empty.title"),
                Texts.get("tasks.empty.text"),
                buttons.toArray(Node[]::new));
    }

    private static Button button(String key, String id, Runnable action) {
        Button button = new Button(Texts.get(key));
        button.setId(id);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private List<Node> buttons() {
        if (session.profile().readOnly()) {
            return List.of();
        }
        Button toggle = changing("tasks.command.toggle", "task-toggle", Feather.PAUSE_CIRCLE, this::toggle);
        enabled.subscribe(on -> {
            toggle.setText(Texts.get(on ? "tasks.command.disable" : "tasks.command.enable"));
            toggle.setGraphic(new FontIcon(on ? Feather.PAUSE_CIRCLE : Feather.PLAY_CIRCLE));
        });
        return List.of(
                changing("tasks.command.run", "task-run", Feather.PLAY, this::runNow),
                toggle,
                changing("tasks.command.edit", "task-edit", Feather.EDIT_2, this::edit),
                changing("tasks.command.clone", "task-clone", Feather.COPY, this::copy),
                changing("tasks.command.delete", "task-delete", Feather.TRASH_2, this::delete));
    }

    private Button changing(String key, String id, Feather icon, Runnable action) {
        Button button = new Button(Texts.get(key), new FontIcon(icon));
        button.setId(id);
        Tooltip tooltip = new Tooltip();
        session.offline().subscribe(why -> {
            button.setDisable(!why.isEmpty());
            tooltip.setText(why.isEmpty() ? Texts.get(key) : why);
        });
        button.setTooltip(tooltip);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private void searched() {
        place = place.with(TasksRoom.SEARCH, search.getText()).with(TasksRoom.SELECTED, null);
        session.navigator().replace(place);
        model.search(search.getText());
    }

    private @Nullable TaskView current() {
        Row<UUID, TaskView> row = table.selected();
        return row == null ? null : row.value();
    }

    private void withCurrent(Consumer<TaskView> action) {
        TaskView task = current();
        if (task == null) {
            session.toasts().info(Texts.get("tasks.none_selected"));
        } else {
            action.accept(task);
        }
    }

    private void open(TaskView task) {
        if (!split.isShowDetailNode()) {
            columns.setNarrow(true);
            split.setShowDetailNode(true);
            split.setDividerPosition(divider);
        }
        show(task);
    }

    private void show(TaskView task) {
        fill(task);
        place = place.with(TasksRoom.SELECTED, task.id().toString());
        session.navigator().replace(place);
    }

    private void reselect() {
        String selected = place.get(TasksRoom.SELECTED);
        if (selected.isEmpty()) {
            return;
        }
        try {
            UUID id = UUID.fromString(selected);
            if (table.select(id)) {
                withCurrent(this::open);
            } else {
                session.background().ask(() -> source.one(id), this::open, this::failed);
            }
        } catch (IllegalArgumentException _) {
            place = place.with(TasksRoom.SELECTED, null);
        }
    }

    private void closeDetail() {
        if (split.isShowDetailNode()) {
            divider = split.getDividerPosition();
            split.setShowDetailNode(false);
            columns.setNarrow(false);
            place = place.with(TasksRoom.SELECTED, null);
            session.navigator().replace(place);
        } else {
            table.clearSelection();
        }
        table.table().requestFocus();
    }

    private void runNow() {
        withCurrent(task -> session.background()
                .ask(
                        () -> {
                            source.trigger(task.id());
                            return task;
                        },
                        _ -> session.toasts()
                                .done(
                                        Texts.get("tasks.done.run", task.name()),
                                        Texts.get("tasks.done.run_follow"),
                                        () -> session.navigator()
                                                .go(ExecutionsRoom.runs(
                                                        session.profile().name(), "task:\"" + task.name() + "\""))),
                        this::failed));
    }

    /// The other one fires by the same schedule at once; taking it back deletes it.
    private void copy() {
        withCurrent(task -> {
            String key = UUID.randomUUID().toString();
            session.background()
                    .ask(
                            () -> source.copy(task.id(), key),
                            made -> {
                                model.refresh();
                                session.navigator()
                                        .go(TasksRoom.task(
                                                session.profile().name(),
                                                made.id().toString()));
                                session.toasts()
                                        .undoable(Texts.get("tasks.done.cloned", made.name()), () -> drop(made));
                            },
                            this::failed);
        });
    }

    private void drop(TaskView task) {
        session.background()
                .ask(
                        () -> {
                            source.delete(task.id());
                            return task;
                        },
                        _ -> {
                            if (split.isShowDetailNode()) {
                                closeDetail();
                            }
                            model.refresh();
                        },
                        this::failed);
    }

    private void toggle() {
        withCurrent(task -> {
            boolean enable = !task.enabled();
            setEnabled(
                    task,
                    enable,
                    changed -> session.toasts()
                            .undoable(
                                    Texts.get(enable ? "tasks.done.enabled" : "tasks.done.disabled", task.name()),
                                    () -> setEnabled(changed, !enable, _ -> {})));
        });
    }

    private void setEnabled(TaskView task, boolean enabled, Consumer<TaskView> then) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("enabled", enabled);
        session.background()
                .ask(
                        () -> source.change(task.id(), fields),
                        changed -> {
                            changed(changed);
                            then.accept(changed);
                        },
                        this::failed);
    }

    private void fill(TaskView task) {
        enabled.set(task.enabled());
        pane.open(task);
    }

    private void changed(TaskView task) {
        model.put(task);
        TaskView shown = current();
        if (split.isShowDetailNode() && shown != null && shown.id().equals(task.id())) {
            fill(task);
        }
    }

    private void delete() {
        withCurrent(task -> session.panes()
                .confirm(
                        Texts.get("tasks.delete.title", task.name()),
                        Texts.get("tasks.delete.text"),
                        Texts.get("tasks.command.delete"),
                        session.profile().production() ? task.name() : null,
                        () -> session.background()
                                .ask(
                                        () -> {
                                            source.delete(task.id());
                                            return task;
                                        },
                                        _ -> {
                                            session.toasts().done(Texts.get("tasks.done.deleted", task.name()));
                                            if (split.isShowDetailNode()) {
                                                closeDetail();
                                            }
                                            model.refresh();
                                        },
                                        this::failed)));
    }

    /// Counts first what did not run in the stretch that is shown, and asks.
    private void askBackfill() {
        withCurrent(task -> {
            Instant now = session.times().now();
            Instant from = now.minus(pane.firingsRange());
            session.background()
                    .ask(
                            () -> source.backfill(task.id(), from, now, true),
                            counted -> {
                                if (counted.firings() == 0) {
                                    session.toasts().info(Texts.get("tasks.backfill.none"));
                                } else {
                                    confirmBackfill(task, from, now, counted.firings());
                                }
                            },
                            this::failed);
        });
    }

    private void confirmBackfill(TaskView task, Instant from, Instant to, int firings) {
        boolean typed = firings > 100 || session.profile().production();
        session.panes()
                .confirm(
                        Texts.get("tasks.backfill.title", firings),
                        Texts.get("tasks.backfill.text", task.name()),
                        Texts.get("tasks.backfill.go"),
                        typed ? Integer.toString(firings) : null,
                        () -> session.background()
                                .ask(
                                        () -> source.backfill(task.id(), from, to, false),
                                        done -> {
                                            session.toasts()
                                                    .done(Texts.get(
                                                            "tasks.backfill.done", done.queued(), done.firings()));
                                            pane.refresh();
                                        },
                                        this::failed));
    }

    private void failed(ApiFailure why) {
        session.toasts().failed(FailureText.sentence(why));
    }

    private void create() {
        session.navigator().go(TasksRoom.create(session.profile().name()));
    }

    private void edit() {
        withCurrent(task ->
                session.navigator().go(place.with(TasksRoom.EDIT, task.id().toString())));
    }

    private void openEditor(String what) {
        root.getChildren().setAll(editor);
        if (what.equals(TasksRoom.NEW)) {
            if (!editorModel.creating()) {
                editorModel.create(session.times().zoneProperty().get().getId());
            }
            editor.open();
            editor.focusUrl();
            return;
        }
        TaskView known = editorModel.before();
        if (known != null && known.id().toString().equals(what)) {
            editor.open();
            return; // what was typed stays when one looks elsewhere
        }
        session.background()
                .ask(
                        () -> source.one(UUID.fromString(what)),
                        task -> {
                            editorModel.edit(task);
                            editor.open();
                        },
                        this::failed);
    }

    private void stored(TaskView task) {
        boolean created = place.get(TasksRoom.EDIT).equals(TasksRoom.NEW);
        session.toasts().done(Texts.get(created ? "tasks.done.created" : "tasks.done.saved", task.name()));
        editorModel.create(session.times().zoneProperty().get().getId());
        model.refresh();
        session.navigator()
                .go(TasksRoom.task(session.profile().name(), task.id().toString()));
    }

    private void closeEditor() {
        session.navigator().go(place.with(TasksRoom.EDIT, null));
    }

    private boolean editing() {
        return root.getChildren().contains(editor);
    }

    @Override
    public ObservableValue<String> title() {
        return new ReadOnlyStringWrapper(Texts.get("tasks.title"));
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public Node actions() {
        return actions;
    }

    @Override
    public void attach(Place asked) {
        boolean entered = subscriptions == Subscription.EMPTY;
        place = asked;
        if (entered) {
            subscriptions = Subscription.combine(
                    session.live().subscribe(this::onBatch),
                    session.live().onNews(Set.of("task"), model::onNews),
                    session.times().ticker().subscribe(this::beat),
                    session.times().zoneProperty().subscribe(_ -> table.table().refresh()));
            search.setText(asked.get(TasksRoom.SEARCH));
            model.search(asked.get(TasksRoom.SEARCH));
            model.refresh();
        }
        String edited = asked.get(TasksRoom.EDIT);
        if (!edited.isEmpty() && !session.profile().readOnly()) {
            openEditor(edited);
            return;
        }
        root.getChildren().setAll(list);
        if (asked.get(TasksRoom.SELECTED).isEmpty()) {
            if (split.isShowDetailNode()) {
                closeDetail();
            }
        } else if (!entered) {
            reselect();
        }
    }

    /// Ended runs change bars and next times; they are read again a moment later, however many they were.
    private void onBatch(LiveBatch batch) {
        if (staleBeats < 0) {
            staleBeats = 0;
        }
    }

    private void beat() {
        if (staleBeats >= 0 && ++staleBeats > BEATS_BETWEEN_READS && !editing()) {
            staleBeats = -1;
            model.reloadShown();
            if (split.isShowDetailNode()) {
                pane.refresh();
            }
        }
    }

    @Override
    public void detach() {
        subscriptions.unsubscribe();
        subscriptions = Subscription.EMPTY;
    }

    @Override
    public List<Command> commands() {
        List<Command> commands = new ArrayList<>(List.of(
                Command.of("tasks.search", "tasks.search", search::requestFocus).withKeys("/"),
                Command.of("tasks.problems", "tasks.command.problems", model::toggleProblems)
                        .withKeys("F"),
                Command.of("tasks.new", "tasks.new", this::create)
                        .withKeys("N")
                        .withIcon(Feather.PLUS)
                        .changing(),
                Command.of("tasks.edit", "tasks.command.edit", this::edit)
                        .withKeys("E")
                        .withIcon(Feather.EDIT_2)
                        .changing(),
                Command.of("tasks.clone", "tasks.command.clone", this::copy)
                        .withKeys("C")
                        .withIcon(Feather.COPY)
                        .changing()
                        .refusedWhile(session.offline()),
                Command.of("tasks.test", "tasks.test.verb", () -> {
                            if (editing()) {
                                editorModel.test();
                            }
                        })
                        .withKeys("Shortcut+T")
                        .withIcon(Feather.PLAY)
                        .changing()
                        .refusedWhile(session.offline()),
                Command.of("tasks.toggle", "tasks.command.toggle", this::toggle)
                        .withKeys("S")
                        .changing()
                        .refusedWhile(session.offline()),
                Command.of("tasks.run", "tasks.command.run", this::runNow)
                        .withKeys("T")
                        .withIcon(Feather.PLAY)
                        .changing()
                        .refusedWhile(session.offline()),
                Command.of("tasks.delete", "tasks.command.delete", this::delete)
                        .withKeys("Delete")
                        .withIcon(Feather.TRASH_2)
                        .changing()
                        .refusedWhile(session.offline()),
                Command.of("tasks.save", "tasks.editor.save", () -> {
                            if (editing()) {
                                editorModel.save(false);
                            }
                        })
                        .withKeys("Shortcut+Enter")
                        .changing()
                        .refusedWhile(session.offline()),
                Command.of(
                                "tasks.copy",
                                "tasks.command.copy",
                                () -> withCurrent(task -> Clip.put(task.id().toString())))
                        .withKeys("Y"),
                Command.of("tasks.down", "tasks.command.down", () -> table.move(1))
                        .withKeys("J")
                        .unlisted(),
                Command.of("tasks.up", "tasks.command.up", () -> table.move(-1))
                        .withKeys("K")
                        .unlisted(),
                Command.of("tasks.close", "tasks.command.close", () -> {
                            if (editing()) {
                                closeEditor();
                            } else {
                                closeDetail();
                            }
                        })
                        .withKeys("Esc")));
        for (int i = 0; i < TaskPane.Tab.values().length; i++) {
            int tab = i;
            commands.add(Command.of("tasks.tab" + (i + 1), "tasks.command.tab" + (i + 1), () -> pane.openTab(tab))
                    .withKeys(Integer.toString(i + 1)));
        }
        return commands;
    }

    @Override
    public void refresh() {
        model.refresh();
        pane.refresh();
    }

    @Override
    public void focus() {
        if (editing()) {
            editor.focusUrl();
        } else {
            table.table().requestFocus();
        }
    }
}

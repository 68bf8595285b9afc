package eu.runlater.console.executions;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.ExecutionQuery;
import eu.runlater.console.executions.ExecutionsViewModel.Content;
import eu.runlater.console.live.LiveBatch;
import eu.runlater.console.newtask.NewTaskRoom;
import eu.runlater.console.shell.Command;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Screen;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.Row;
import eu.runlater.console.ui.StatePane;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.query.Query;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.controlsfx.control.MasterDetailPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The live list with one run in detail beside it. FX thread.
public final class ExecutionsView implements Screen {
    private static final double DIVIDER = 0.53;

    private final Session session;
    private final ExecutionsViewModel model;
    private final ExecutionDetailViewModel detail;
    private final LiveTable<UUID, ExecutionSummary> table;
    private final Columns columns;
    private final QueryLine queryLine;
    private final MasterDetailPane split = new MasterDetailPane(Side.RIGHT);
    private final DetailPane detailPane;
    private final StatePane states;
    private final CausesPane causes;
    private final VBox root = new VBox();
    private final HBox actions = new HBox();
    private final RunCommands run;
    private final SeenValues seen = new SeenValues();
    private Place place;
    private double divider = DIVIDER;
    private boolean focusWanted;
    private boolean reselecting;
    private Subscription subscriptions = Subscription.EMPTY;

    static ExecutionsView of(Session session, LongSupplier nanoTime) {
        ExecutionsSource source = ExecutionsSource.of(session.api());
        return new ExecutionsView(
                session,
                new ExecutionsViewModel(source, session.background(), nanoTime),
                new ExecutionDetailViewModel(source, session.background(), nanoTime),
                nanoTime);
    }

    ExecutionsView(Session session, ExecutionsViewModel model, ExecutionDetailViewModel detail, LongSupplier nanoTime) {
        this.session = session;
        this.model = model;
        this.detail = detail;
        this.place = session.navigator().current();
        table = new LiveTable<>(model.rows());
        columns = new Columns(table, session.times());
        queryLine = new QueryLine(this::search, this::goTo, this::list);
        queryLine.completeFrom(seen::of);
        run = new RunCommands(session, model, this::current);
        detailPane = new DetailPane(
                detail,
                session.times(),
                run.buttons(),
                link -> session.navigator().go(link.place(session.profile().name())),
                this::closeDetail);
        split.setMasterNode(table);
        split.setDetailNode(detailPane);
        split.setAnimated(false);
        split.setShowDetailNode(false);
        split.getStyleClass().add("executions-split");
        states = new StatePane(split, this::refresh);
        causes = new CausesPane(session, nanoTime, this::openCause, this::goTo);
        VBox.setVgrow(states, Priority.ALWAYS);
        VBox.setVgrow(causes, Priority.ALWAYS);
        root.setId("executions");
        root.getStyleClass().add("executions");
        root.getChildren().addAll(queryLine, states);
        if (!session.profile().readOnly()) {
            Button newTask = new Button(Texts.get("newtask.title"), new FontIcon(Feather.PLUS));
            newTask.getStyleClass().add("accent");
            newTask.setTooltip(new Tooltip(Texts.get("overview.new.tooltip")));
            newTask.setOnAction(_ -> newTask());
            actions.getChildren().add(newTask);
        }

        table.onOpen(row -> openDetail(row.value()));
        table.onNearEnd(model::loadOlder);
        table.onSelection(row -> {
            if (row != null && split.isShowDetailNode() && !reselecting) {
                showInDetail(row.value());
            }
        });
        detail.shownProperty().subscribe(_ -> reselect());
        model.contentProperty().subscribe(this::showContent);
        model.failureProperty().subscribe(why -> {
            if (why != null) {
                states.failed(why);
            } else {
                showContent(model.contentProperty().get());
            }
        });
        model.loadingProperty().subscribe(loading -> {
            if (loading) {
                states.loading();
            }
        });
        model.totalProperty().subscribe(queryLine::setCount);
        model.rows()
                .rows()
                .subscribe(() -> model.rows().rows().stream().limit(50).forEach(row -> seen.see(row.value())));
    }

    private void search(String query) {
        // The address follows without a step back for every letter typed.
        place = place.with(ExecutionsRoom.QUERY, query).with(ExecutionsRoom.SELECTED, null);
        session.navigator().replace(place);
        apply();
    }

    private void goTo(String query) {
        session.navigator().go(place.with(ExecutionsRoom.QUERY, query).with(ExecutionsRoom.SELECTED, null));
    }

    private void list(Listed listed) {
        session.navigator().go(place.with(ExecutionsRoom.BY, listed.word()).with(ExecutionsRoom.SELECTED, null));
    }

    /// The runs behind a cause.
    private void openCause(String query) {
        session.navigator().go(ExecutionsRoom.runs(session.profile().name(), query));
    }

    private Listed listed() {
        return Listed.of(place.get(ExecutionsRoom.BY));
    }

    private boolean byCause() {
        return listed() == Listed.CAUSES;
    }

    private void apply() {
        String query = place.get(ExecutionsRoom.QUERY);
        queryLine.show(query, listed());
        root.getChildren().set(1, byCause() ? causes : states);
        boolean refused = Query.read(query) instanceof Query.Refused;
        if (byCause()) {
            model.close();
            queryLine.setCount(null);
            if (!refused) {
                causes.show(query);
            }
            return;
        }
        causes.close();
        if (refused && model.contentProperty().get() instanceof Content.Rows) {
            return; // the query bar says what is wrong; the last good list stays
        }
        table.clearSelection();
        model.show(new ExecutionQuery(query, listed() == Listed.RUNS));
    }

    private void showContent(Content content) {
        switch (content) {
            case Content.Loading _ -> states.loading();
            case Content.Rows _ -> {
                if (model.failureProperty().get() == null) {
                    states.loaded();
                }
                if (focusWanted && table.getScene() != null) {
                    focus();
                }
                reselect();
            }
            case Content.FirstUse _ -> states.empty(EmptyLists.firstUse(session, this::newTask));
            case Content.NoMatch(Long total) ->
                states.empty(EmptyLists.noMatch(model.query().query(), total, this::goTo));
            case Content.Failed(ApiFailure failure) -> states.failed(failure);
        }
    }

    /// A list asked for anew has its rows at other places; the chosen run stays chosen.
    private void reselect() {
        ExecutionSummary shown = shownInDetail();
        if (shown != null && table.selected() == null) {
            // It is in detail already, maybe with another attempt than the row shows.
            reselecting = true;
            table.select(model.grouping().key(shown));
            reselecting = false;
        }
    }

    private @Nullable ExecutionSummary shownInDetail() {
        ExecutionDetailViewModel.Shown shown = detail.shownProperty().get();
        return split.isShowDetailNode() && shown != null ? shown.detail().execution() : null;
    }

    /// What a command is about: the attempt shown in detail, else the selected row.
    private @Nullable ExecutionSummary current() {
        ExecutionSummary shown = shownInDetail();
        Row<UUID, ExecutionSummary> row = table.selected();
        return shown != null ? shown : row == null ? null : row.value();
    }

    private void openDetail(ExecutionSummary row) {
        showDetailPane();
        showInDetail(row);
        detailPane.requestFocus();
    }

    private void showInDetail(ExecutionSummary row) {
        detail.open(row);
        place = place.with(ExecutionsRoom.SELECTED, row.id().toString());
        session.navigator().replace(place);
    }

    private void showDetailPane() {
        if (!split.isShowDetailNode()) {
            columns.setNarrow(true);
            split.setShowDetailNode(true);
            split.setDividerPosition(divider);
        }
    }

    private void closeDetail() {
        if (split.isShowDetailNode()) {
            divider = split.getDividerPosition();
            split.setShowDetailNode(false);
            columns.setNarrow(false);
            detail.close();
            place = place.with(ExecutionsRoom.SELECTED, null);
            session.navigator().replace(place);
        } else {
            table.clearSelection();
            causes.clearSelection();
        }
        focus();
    }

    private void step(int by) {
        if (byCause()) {
            causes.step(by);
            return;
        }
        table.move(by);
        Row<UUID, ExecutionSummary> row = table.selected();
        if (row != null && split.isShowDetailNode()) {
            showInDetail(row.value());
        }
    }

    private void showNew() {
        if (byCause()) {
            causes.showNew();
            return;
        }
        model.showArrived();
        table.table().scrollTo(0);
    }

    private void newTask() {
        session.navigator().go(NewTaskRoom.ID);
    }

    private void onBatch(LiveBatch batch) {
        if (byCause()) {
            causes.changed();
        } else {
            model.onBatch(batch);
        }
        detail.onBatch(batch);
    }

    private void causesChanged() {
        if (byCause()) {
            causes.changed();
        }
    }

    private void beat() {
        if (byCause()) {
            causes.beat();
        } else {
            model.tick();
        }
        detail.tick();
        if (split.isShowDetailNode()) {
            detailPane.beat();
        }
    }

    @Override
    public ObservableValue<String> title() {
        return new ReadOnlyStringWrapper(Texts.get("executions.title"));
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
        boolean sameList = asked.with(ExecutionsRoom.SELECTED, null).equals(place.with(ExecutionsRoom.SELECTED, null));
        place = asked;
        if (entered) {
            subscriptions = Subscription.combine(
                    session.live().subscribe(this::onBatch),
                    session.live().onNews(Set.of("queue", "circuit"), _ -> detail.onNews()),
                    session.times().ticker().subscribe(this::beat),
                    session.live().onNews(Set.of("operation"), _ -> causesChanged()),
                    session.times().zoneProperty().subscribe(_ -> {
                        table.table().refresh();
                        causes.rewrite();
                    }));
        }
        if (entered || !sameList) {
            apply();
        }
        String selected = asked.get(ExecutionsRoom.SELECTED);
        if (selected.isEmpty()) {
            if (split.isShowDetailNode()) {
                closeDetail();
            }
        } else {
            openById(selected);
        }
    }

    private void openById(String id) {
        try {
            UUID executionId = UUID.fromString(id);
            ExecutionSummary shown = shownInDetail();
            showDetailPane();
            if (shown == null || !Objects.equals(shown.id(), executionId)) {
                detail.openUnknown(executionId);
            }
        } catch (IllegalArgumentException notAnId) {
            session.toasts().failed(Texts.get("executions.no_id", id));
        }
    }

    @Override
    public void detach() {
        subscriptions.unsubscribe();
        subscriptions = Subscription.EMPTY;
        model.close();
        causes.close();
    }

    @Override
    public List<Command> commands() {
        List<Command> commands = new java.util.ArrayList<>(List.of(
                Command.of("executions.query", "executions.command.query", queryLine::edit)
                        .withKeys("/"),
                Command.of("executions.show_new", "executions.command.show_new", this::showNew)
                        .withKeys("."),
                Command.of(
                                "executions.group",
                                "executions.command.group",
                                () -> list(listed() == Listed.RUNS ? Listed.ATTEMPTS : Listed.RUNS))
                        .withKeys("V"),
                Command.of("executions.problems", "executions.command.problems", this::toggleProblems)
                        .withKeys("F"),
                Command.of("executions.new", "overview.command.new", this::newTask)
                        .withKeys("N")
                        .withIcon(Feather.PLUS)
                        .changing(),
                Command.of("executions.down", "executions.command.down", () -> step(1))
                        .withKeys("J")
                        .unlisted(),
                Command.of("executions.up", "executions.command.up", () -> step(-1))
                        .withKeys("K")
                        .unlisted(),
                Command.of("executions.next", "executions.command.down", () -> step(1))
                        .withKeys("]"),
                Command.of("executions.previous", "executions.command.up", () -> step(-1))
                        .withKeys("["),
                Command.of("executions.true_scale", "executions.command.true_scale", detailPane::toggleTrueScale)
                        .withKeys("C"),
                Command.of("executions.find", "executions.command.find", detailPane::find)
                        .withKeys("Shortcut+F"),
                Command.of("executions.close", "executions.command.close", this::closeDetail)
                        .withKeys("Esc")));
        for (int i = 0; i < 3; i++) {
            int tab = i;
            commands.add(Command.of(
                            "executions.tab" + (i + 1),
                            "executions.command.tab" + (i + 1),
                            () -> detailPane.openTab(tab))
                    .withKeys(Integer.toString(i + 1)));
        }
        commands.add(Command.of(
                        "executions.causes",
                        "executions.command.causes",
                        () -> list(byCause() ? Listed.RUNS : Listed.CAUSES))
                .withKeys("Shift+V")
                .withIcon(Feather.LAYERS));
        commands.addAll(run.commands(causes, this::byCause));
        return commands;
    }

    private void toggleProblems() {
        String query = place.get(ExecutionsRoom.QUERY);
        goTo(query.equals(SavedView.FAILING_NOW.query()) ? "" : SavedView.FAILING_NOW.query());
    }

    @Override
    public void refresh() {
        if (byCause()) {
            causes.refresh();
        } else {
            model.refresh();
        }
        detail.refresh();
    }

    @Override
    public void focus() {
        if (byCause()) {
            causes.focus();
            return;
        }
        // Before the first answer the list is not there yet.
        focusWanted = table.getScene() == null;
        table.table().requestFocus();
    }
}

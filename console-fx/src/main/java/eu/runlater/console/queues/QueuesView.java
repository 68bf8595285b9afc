package eu.runlater.console.queues;

import eu.runlater.console.executions.Clip;
import eu.runlater.console.executions.CurlCommand;
import eu.runlater.console.newtask.NewTaskRoom;
import eu.runlater.console.shell.Command;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Screen;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.Row;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.StatePane;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.CircuitView;
import eu.runlater.model.QueueView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.controlsfx.control.MasterDetailPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The queues with one of them in detail, and on a second tab the hosts with something against them. FX thread.
final class QueuesView implements Screen {
    private static final double DIVIDER = 0.5;

    enum Tab {
        QUEUES,
        HOSTS
    }

    private final Session session;
    private final QueuesViewModel model;
    private final Segments<Tab> tabs = new Segments<>(
            List.of(Tab.values()), tab -> Texts.get("queues.tab." + tab.name().toLowerCase(Locale.ROOT)));
    private final Hyperlink openCircuits = new Hyperlink();
    private final LiveTable<String, QueueView> table;
    private final QueueColumns columns;
    private final MasterDetailPane split = new MasterDetailPane(Side.RIGHT);
    private final QueueDetailPane detailPane;
    private final QueueActions actions;
    private final StatePane states;
    private final HostsPane hosts;
    private final StackPane body = new StackPane();
    private final VBox root = new VBox();
    private Place place;
    private double divider = DIVIDER;
    private boolean focusWanted;
    private boolean selecting;
    private Subscription subscriptions = Subscription.EMPTY;

    static QueuesView of(Session session, LongSupplier nanoTime) {
        QueuesSource source = QueuesSource.of(session.api().queues());
        return new QueuesView(session, new QueuesViewModel(source, session.background(), nanoTime));
    }

    QueuesView(Session session, QueuesViewModel model) {
        this.session = session;
        this.model = model;
        this.place = session.navigator().current();
        QueueWords words = new QueueWords(session.times());
        table = new LiveTable<>(model.queues().rows());
        table.tintWhen(QueuesView::stateChanged);
        columns = new QueueColumns(table, session.times(), words);
        actions = new QueueActions(
                session, model, this::current, () -> table.table().requestFocus());
        detailPane = new QueueDetailPane(
                session, model, words, model.hosts()::newest, actions.buttons(), actions::save, this::closeDetail);
        split.setMasterNode(table);
        split.setDetailNode(detailPane);
        split.setAnimated(false);
        split.setShowDetailNode(false);
        split.getStyleClass().add("executions-split");
        states = new StatePane(split, this::refresh);
        hosts = new HostsPane(session, model);
        VBox.setVgrow(body, Priority.ALWAYS);
        root.setId("queues");
        root.getStyleClass().addAll("executions", "queues");
        // In the place of the tabs: the rows below must not move while one asks.
        StackPane top = new StackPane(line(), actions.pauseBar());
        top.setMinHeight(Region.USE_PREF_SIZE);
        root.getChildren().addAll(top, body);

        tabs.valueProperty().subscribe(tab -> {
            if (tab != null && tab != tab(place)) {
                goTo(tab);
            }
        });
        table.onOpen(row -> open(row.key()));
        table.onSelection(row -> {
            if (row != null && split.isShowDetailNode() && !selecting) {
                open(row.key());
            }
        });
        model.queues().contentProperty().subscribe(this::show);
        model.queues().failureProperty().subscribe(why -> {
            if (why != null) {
                states.failed(why);
            } else {
                show(model.queues().contentProperty().get());
            }
        });
        model.hosts().rows().rows().subscribe(this::countCircuits);
        model.hosts().contentProperty().subscribe(_ -> countCircuits());
    }

    private Node line() {
        openCircuits.setId("circuits-open");
        openCircuits.getStyleClass().add("circuits-open");
        openCircuits.setGraphic(new FontIcon(Feather.ZAP_OFF));
        openCircuits.managedProperty().bind(openCircuits.visibleProperty());
        openCircuits.setOnAction(_ -> {
            openCircuits.setVisited(false);
            goTo(Tab.HOSTS);
        });
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox line = new HBox(12, tabs, space, openCircuits);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("query-line");
        return line;
    }

    /// Numbers move all the time; only what somebody may have to act on is worth a tint.
    private static boolean stateChanged(QueueView before, QueueView now) {
        return before.paused() != now.paused()
                || !Objects.equals(before.blockedBy(), now.blockedBy())
                || before.version() != now.version();
    }

    private void countCircuits() {
        long open = model.hosts().newest().stream()
                .filter(circuit -> !circuit.state().equals("closed"))
                .count();
        openCircuits.setVisible(open > 0);
        openCircuits.setText(Texts.get("queues.circuits_open", open));
        if (split.isShowDetailNode()) {
            detailPane.beat();
        }
    }

    private static Tab tab(Place at) {
        return at.get(QueuesRoom.TAB).equals(QueuesRoom.HOSTS) ? Tab.HOSTS : Tab.QUEUES;
    }

    private void goTo(Tab tab) {
        Place next = Place.of(place.profile(), QueuesRoom.ID);
        session.navigator().go(tab == Tab.HOSTS ? next.with(QueuesRoom.TAB, QueuesRoom.HOSTS) : next);
    }

    private void show(Content content) {
        switch (content) {
            case Content.Loading _ -> states.loading();
            case Content.Rows _ -> {
                states.loaded();
                if (focusWanted && table.getScene() != null) {
                    focus();
                }
                reselect();
            }
            case Content.None _ -> states.empty(firstUse());
            case Content.Failed failed -> states.failed(failed.failure());
        }
    }

    private EmptyState firstUse() {
        List<Node> buttons = new ArrayList<>();
        if (!session.profile().readOnly()) {
            Button create = new Button(Texts.get("queues.empty.new"), new FontIcon(Feather.PLUS));
            create.setId("empty-new");
            create.getStyleClass().add("accent");
            create.setOnAction(_ -> session.navigator().go(NewTaskRoom.ID));
            Button copy = new Button(Texts.get("executions.empty.curl"), new FontIcon(Feather.COPY));
            copy.setId("empty-curl");
            String url = session.api().access().base() + "api/v1/queue";
            String json = "{\"url\": \"https://your-app.example/hook\", \"queue\": \"billing\"}";
            copy.setOnAction(_ -> Clip.put(CurlCommand.toEngine(url, json)));
            buttons.add(create);
            buttons.add(copy);
        }
        return new EmptyState(
                Feather.LAYERS,
                Texts.get("queues.empty.title"),
                Texts.get("queues.empty.text"),
                buttons.toArray(Node[]::new));
    }

    /// The queue in detail stays chosen in a list that was read afresh.
    private void reselect() {
        String name = model.detail().name();
        Row<String, QueueView> selected = table.selected();
        if (split.isShowDetailNode() && (selected == null || !selected.key().equals(name))) {
            selecting = true;
            table.select(name);
            selecting = false;
        }
    }

    /// What a command is about: the queue in detail, else the selected row.
    private @Nullable QueueView current() {
        if (tab(place) == Tab.HOSTS) {
            return null;
        }
        QueueView shown = model.detail().shownProperty().get();
        Row<String, QueueView> row = table.selected();
        return split.isShowDetailNode() && shown != null ? shown : row == null ? null : row.value();
    }

    private void open(String name) {
        if (!split.isShowDetailNode()) {
            columns.setNarrow(true);
            split.setShowDetailNode(true);
            split.setDividerPosition(divider);
        }
        model.detail().open(name);
        reselect();
        place = place.with(QueuesRoom.SELECTED, name);
        session.navigator().replace(place);
    }

    private void closeDetail() {
        if (split.isShowDetailNode()) {
            divider = split.getDividerPosition();
            split.setShowDetailNode(false);
            columns.setNarrow(false);
            model.detail().close();
            place = place.with(QueuesRoom.SELECTED, null);
            session.navigator().replace(place);
        } else {
            shownTable().clearSelection();
        }
        shownTable().table().requestFocus();
    }

    private LiveTable<String, ?> shownTable() {
        return tab(place) == Tab.HOSTS ? hosts.table() : table;
    }

    private void edit() {
        QueueView queue = current();
        if (queue == null) {
            session.toasts().info(Texts.get("queues.none_selected"));
        } else {
            open(queue.name());
            detailPane.editSettings();
        }
    }

    private void showNew() {
        model.queues().rows().showWaiting();
        model.hosts().rows().showWaiting();
    }

    private void openExecutions() {
        if (tab(place) == Tab.HOSTS) {
            hosts.openSelected();
        } else {
            actions.openExecutions();
        }
    }

    private void beat() {
        model.tick();
        if (split.isShowDetailNode()) {
            detailPane.beat();
        }
    }

    @Override
    public ObservableValue<String> title() {
        return new ReadOnlyStringWrapper(Texts.get("queues.title"));
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void attach(Place asked) {
        boolean entered = subscriptions == Subscription.EMPTY;
        place = asked;
        if (entered) {
            subscriptions = Subscription.combine(
                    session.live().subscribe(model::onBatch),
                    session.live().onNews(Set.of("queue", "circuit"), model::onNews),
                    session.times().ticker().subscribe(this::beat),
                    session.times().zoneProperty().subscribe(_ -> table.table().refresh()));
            model.refresh();
        }
        tabs.valueProperty().set(tab(asked));
        Node wanted = tab(asked) == Tab.HOSTS ? hosts : states;
        if (!body.getChildren().equals(List.of(wanted))) {
            body.getChildren().setAll(wanted);
            if (!entered) {
                focus();
            }
        }
        String selected = asked.get(QueuesRoom.SELECTED);
        if (tab(asked) == Tab.HOSTS) {
            selectHost(selected);
        } else if (!selected.isEmpty()) {
            open(selected);
        } else if (split.isShowDetailNode()) {
            closeDetail();
        }
    }

    private void selectHost(String host) {
        if (!host.isEmpty() && !hosts.table().select(host)) {
            var rows = model.hosts().rows().rows();
            rows.addListener(new javafx.collections.ListChangeListener<Row<String, CircuitView>>() {
                @Override
                public void onChanged(Change<? extends Row<String, CircuitView>> change) {
                    rows.removeListener(this);
                    hosts.table().select(host);
                }
            });
        }
    }

    @Override
    public void detach() {
        subscriptions.unsubscribe();
        subscriptions = Subscription.EMPTY;
        actions.pauseBar().close();
        model.close();
    }

    @Override
    public List<Command> commands() {
        ObservableValue<String> offline = session.offline();
        return List.of(
                Command.of("queues.pause", "queues.command.pause", actions::togglePause)
                        .withKeys("S")
                        .withIcon(Feather.PAUSE)
                        .changing()
                        .refusedWhile(offline),
                Command.of("queues.edit", "queues.command.edit", this::edit)
                        .withKeys("E")
                        .withIcon(Feather.EDIT_3)
                        .changing()
                        .refusedWhile(offline),
                Command.of("queues.save", "queues.command.save", actions::save)
                        .withKeys("Shortcut+Enter")
                        .withIcon(Feather.CHECK)
                        .changing()
                        .refusedWhile(offline),
                Command.of("queues.purge", "queues.command.purge", actions::purge)
                        .withKeys("Delete")
                        .withIcon(Feather.TRASH_2)
                        .changing()
                        .refusedWhile(offline),
                Command.of("queues.reset", "queues.command.reset", hosts::resetSelected)
                        .withKeys("Shift+R")
                        .withIcon(Feather.ZAP)
                        .changing()
                        .refusedWhile(offline),
                Command.of("queues.executions", "queues.command.executions", this::openExecutions)
                        .withKeys("V")
                        .withIcon(Feather.LIST),
                Command.of("queues.tab1", "queues.command.tab1", () -> goTo(Tab.QUEUES))
                        .withKeys("1"),
                Command.of("queues.tab2", "queues.command.tab2", () -> goTo(Tab.HOSTS))
                        .withKeys("2"),
                Command.of("queues.show_new", "queues.command.show_new", this::showNew)
                        .withKeys("."),
                Command.of("queues.copy", "queues.command.copy", actions::copyName)
                        .withKeys("Y")
                        .withIcon(Feather.COPY),
                Command.of(
                                "queues.down",
                                "queues.command.down",
                                () -> shownTable().move(1))
                        .withKeys("J")
                        .unlisted(),
                Command.of("queues.up", "queues.command.up", () -> shownTable().move(-1))
                        .withKeys("K")
                        .unlisted(),
                Command.of(
                                "queues.next",
                                "queues.command.down",
                                () -> shownTable().move(1))
                        .withKeys("]"),
                Command.of(
                                "queues.previous",
                                "queues.command.up",
                                () -> shownTable().move(-1))
                        .withKeys("["),
                Command.of("queues.close", "executions.command.close", this::closeDetail)
                        .withKeys("Esc"));
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public void focus() {
        // Before the first answer the list is not there yet.
        LiveTable<String, ?> shown = shownTable();
        focusWanted = shown.getScene() == null;
        shown.table().requestFocus();
    }
}

package eu.runlater.console.inbound;

import eu.runlater.console.executions.Clip;
import eu.runlater.console.executions.CurlCommand;
import eu.runlater.console.executions.ExecutionsRoom;
import eu.runlater.console.shell.Command;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Screen;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.Row;
import eu.runlater.console.ui.StatePane;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.EndpointView;
import eu.runlater.model.InboundEventView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.controlsfx.control.MasterDetailPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The list of endpoints with one of them in detail beside it. FX thread.
final class EndpointsView implements Screen {
    private static final double DIVIDER = 0.4;
    private static final String SAMPLE =
            "{\"name\": \"Payment events\", \"forward_urls\": [\"https://your-app.example/hooks/pay\"]}";

    private final Session session;
    private final EndpointsViewModel model;
    private final LiveTable<UUID, EndpointView> table;
    private final EndpointColumns columns;
    private final EventList events;
    private final EventPane eventPane;
    private final EndpointPane pane;
    private final EndpointActions actions;
    private final MasterDetailPane split = new MasterDetailPane(Side.RIGHT);
    private final StatePane states;
    private final EndpointFormModel formModel;
    private final EndpointForm form;
    private final StackPane root = new StackPane();
    private final HBox headButtons = new HBox();
    private Place place;
    private double divider = DIVIDER;
    private Subscription subscriptions = Subscription.EMPTY;
    private Subscription row = Subscription.EMPTY;

    static EndpointsView of(Session session) {
        return new EndpointsView(session, new EndpointsViewModel(session.api().inbound(), session.background()));
    }

    EndpointsView(Session session, EndpointsViewModel model) {
        this.session = session;
        this.model = model;
        this.place = session.navigator().current();
        table = new LiveTable<>(model.rows());
        actions = new EndpointActions(session, model, this::current, this::currentEvent, this::closeDetail);
        columns = new EndpointColumns(table, session.times(), actions::copyUrl);
        events = new EventList(model.events(), session.times(), this::openEvent, actions.listButtons());
        eventPane = new EventPane(session.times(), this::openExecution, actions.eventButtons(), this::closeEvent);
        pane = new EndpointPane(
                model.events(), events, eventPane, actions.buttons(this::edit), actions::copyUrl, this::closeDetail);
        split.setMasterNode(table);
        split.setDetailNode(pane);
        split.setAnimated(false);
        split.setShowDetailNode(false);
        split.getStyleClass().add("executions-split");
        states = new StatePane(split, this::refresh);
        root.setId("endpoints");
        root.getStyleClass().addAll("executions", "endpoints");
        formModel = new EndpointFormModel(session.api().inbound(), session.background(), this::stored);
        form = new EndpointForm(formModel, session.offline(), this::closeForm);
        root.getChildren().setAll(states);
        if (!session.profile().readOnly()) {
            headButtons.getChildren().add(createButton("endpoints-new"));
        }
        table.onOpen(one -> open(one.key()));
        table.onSelection(one -> {
            if (one != null && split.isShowDetailNode()) {
                open(one.key());
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
        // What was asked for may come with the list only.
        model.newestProperty().subscribe(_ -> reselect());
    }

    private void showContent(EndpointsViewModel.Content content) {
        switch (content) {
            case LOADING -> states.loading();
            case ROWS -> {
                if (model.failureProperty().get() == null) {
                    states.loaded();
                }
            }
            case FIRST_USE -> states.empty(firstUse());
        }
    }

    private EmptyState firstUse() {
        List<Node> buttons = new ArrayList<>();
        if (!session.profile().readOnly()) {
            String url = session.api().access().base() + "api/v1/endpoints";
            Button copy = new Button(Texts.get("inbound.empty.curl"), new FontIcon(Feather.COPY));
            copy.setId("empty-curl");
            copy.setOnAction(_ -> Clip.put(CurlCommand.toEngine(url, SAMPLE)));
            buttons.add(createButton("empty-new"));
            buttons.add(copy);
        }
        return new EmptyState(
                Feather.DOWNLOAD_CLOUD,
                Texts.get("inbound.empty.title"),
                Texts.get("inbound.empty.text"),
                buttons.toArray(Node[]::new));
    }

    private Button createButton(String id) {
        Button create = new Button(Texts.get("inbound.command.new"), new FontIcon(Feather.PLUS));
        create.setId(id);
        create.getStyleClass().add("accent");
        create.setOnAction(_ -> create());
        session.offline().subscribe(why -> {
            create.setDisable(!why.isEmpty());
            create.setTooltip(new Tooltip(why.isEmpty() ? Texts.get("inbound.command.new") + "  N" : why));
        });
        return create;
    }

    void create() {
        session.navigator().go(InboundRoom.create(session.profile().name()));
    }

    void edit() {
        actions.withCurrent(endpoint -> session.navigator()
                .go(place.with(InboundRoom.EVENT, null)
                        .with(InboundRoom.EDIT, endpoint.id().toString())));
    }

    void save() {
        if (editing()) {
            formModel.save(false);
        }
    }

    void showNew() {
        events.table().showNew();
    }

    void find() {
        if (model.events().shownProperty().get() != null) {
            eventPane.focusFind();
        }
    }

    void openTab(int index) {
        pane.openTab(index);
    }

    private boolean editing() {
        return root.getChildren().contains(form);
    }

    private void openForm(String what) {
        root.getChildren().setAll(form);
        EndpointView before = formModel.beforeProperty().get();
        if (what.equals(InboundRoom.NEW)) {
            if (before != null) {
                formModel.create();
            }
            form.focusName();
        } else if (before == null || !before.id().toString().equals(what)) {
            // What was typed stays when one looks elsewhere.
            id(what).ifPresent(id ->
                    session.background().ask(() -> session.api().inbound().one(id), formModel::edit, actions::failed));
        }
    }

    private void closeForm() {
        formModel.create();
        session.navigator().go(place.with(InboundRoom.EDIT, null));
    }

    private void stored(EndpointView endpoint) {
        boolean made = formModel.beforeProperty().get() == null;
        session.toasts().done(Texts.get(made ? "inbound.done.created" : "inbound.done.saved", endpoint.name()));
        formModel.create();
        if (!made) {
            model.put(endpoint);
        }
        model.read();
        session.navigator()
                .go(InboundRoom.endpoint(session.profile().name(), endpoint.id().toString()));
    }

    private @Nullable EndpointView current() {
        Row<UUID, EndpointView> selected = table.selected();
        // Nothing is done to what the form hides.
        return selected == null || editing() ? null : selected.value();
    }

    /// The event that is looked at, or the one selected in the list.
    private @Nullable InboundEventView currentEvent() {
        EventsModel.Shown shown = model.events().shownProperty().get();
        return !split.isShowDetailNode() ? null : shown != null ? shown.detail().event() : events.selected();
    }

    private void open(UUID id) {
        Row<UUID, EndpointView> found = model.rows().find(id);
        if (found == null) {
            return;
        }
        if (current() == null || !found.value().equals(current())) {
            table.select(id);
        }
        if (!split.isShowDetailNode()) {
            columns.setNarrow(true);
            split.setShowDetailNode(true);
            split.setDividerPosition(divider);
        }
        row.unsubscribe();
        model.events().of(id);
        row = found.valueProperty().subscribe(this::show);
        Place now = place.with(InboundRoom.SELECTED, id.toString());
        if (!now.equals(place)) {
            place = now.with(InboundRoom.EVENT, null);
            session.navigator().replace(place);
        }
    }

    private void show(EndpointView endpoint) {
        actions.show(endpoint);
        pane.show(endpoint);
    }

    private void reselect() {
        Optional<UUID> wanted = id(place.get(InboundRoom.SELECTED));
        wanted.filter(id -> !split.isShowDetailNode()).ifPresent(id -> {
            open(id);
            if (split.isShowDetailNode()) {
                id(place.get(InboundRoom.EVENT)).ifPresent(model.events()::openEvent);
            }
        });
    }

    private static Optional<UUID> id(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void openEvent(InboundEventView event) {
        model.events().openEvent(event.id());
        place = place.with(InboundRoom.EVENT, event.id().toString());
        session.navigator().replace(place);
    }

    private void closeEvent() {
        model.events().closeEvent();
        place = place.with(InboundRoom.EVENT, null);
        session.navigator().replace(place);
        events.table().table().requestFocus();
    }

    private void openExecution(UUID id) {
        session.navigator().go(ExecutionsRoom.execution(session.profile().name(), id.toString()));
    }

    /// One layer a time: the form, the event, the detail, the selection.
    void close() {
        if (editing()) {
            closeForm();
        } else if (split.isShowDetailNode() && model.events().eventId() != null) {
            closeEvent();
        } else {
            closeDetail();
        }
    }

    private void closeDetail() {
        if (split.isShowDetailNode()) {
            divider = split.getDividerPosition();
            split.setShowDetailNode(false);
            columns.setNarrow(false);
            row.unsubscribe();
            model.events().of(null);
            place = place.with(InboundRoom.SELECTED, null).with(InboundRoom.EVENT, null);
            session.navigator().replace(place);
        } else {
            table.clearSelection();
        }
        table.table().requestFocus();
    }

    /// The list one moves in: the events once one of them is selected.
    private LiveTable<UUID, ?> moving() {
        return split.isShowDetailNode() && events.selected() != null ? events.table() : table;
    }

    void move(int step) {
        moving().move(step);
        InboundEventView selected = events.selected();
        if (model.events().eventId() != null && selected != null) {
            openEvent(selected);
        }
    }

    @Override
    public ObservableValue<String> title() {
        return new ReadOnlyStringWrapper(Texts.get("inbound.title"));
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public Node actions() {
        return headButtons;
    }

    @Override
    public void attach(Place asked) {
        boolean entered = subscriptions == Subscription.EMPTY;
        place = asked;
        if (entered) {
            subscriptions = Subscription.combine(
                    session.live().subscribe(_ -> model.changed()),
                    session.live().onNews(Set.of("endpoint", "queue"), _ -> model.changed()),
                    session.times().ticker().subscribe(model::tick),
                    session.times()
                            .zoneProperty()
                            .subscribe(_ -> events.table().table().refresh()));
            model.refresh();
        }
        String edited = asked.get(InboundRoom.EDIT);
        if (!edited.isEmpty() && !session.profile().readOnly()) {
            openForm(edited);
            return;
        }
        root.getChildren().setAll(states);
        Optional<UUID> selected = id(asked.get(InboundRoom.SELECTED));
        if (selected.isEmpty() && split.isShowDetailNode()) {
            closeDetail();
        }
        selected.ifPresent(this::open);
        place = asked;
        id(asked.get(InboundRoom.EVENT)).ifPresentOrElse(model.events()::openEvent, model.events()::closeEvent);
    }

    @Override
    public void detach() {
        subscriptions.unsubscribe();
        subscriptions = Subscription.EMPTY;
    }

    @Override
    public List<Command> commands() {
        return EndpointCommands.of(this, actions, session.offline());
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public void focus() {
        if (editing()) {
            form.focusName();
        } else {
            table.table().requestFocus();
        }
    }
}

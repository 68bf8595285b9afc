package eu.runlater.console.audit;

import eu.runlater.console.executions.Clip;
import eu.runlater.console.shell.Command;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Screen;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.Row;
import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.StatePane;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.AuditEntry;
import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
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

/// The audit log with one entry in detail, and the check of the whole. FX thread.
final class AuditView implements Screen {
    private static final double DIVIDER = 0.52;

    private final Session session;
    private final AuditViewModel model;
    private final FilterLine filter;
    private final LiveTable<Long, AuditEntry> table;
    private final AuditColumns columns;
    private final MasterDetailPane split = new MasterDetailPane(Side.RIGHT);
    private final EntryPane entry;
    private final StatePane states;
    private final HBox actions = new HBox(12);
    private final StatusLabel verdict = new StatusLabel();
    private final Tooltip verdictDetails = new Tooltip();
    private final VBox root = new VBox();
    private Place place;
    private double divider = DIVIDER;
    private boolean selecting;
    private Subscription subscriptions = Subscription.EMPTY;

    static AuditView of(Session session) {
        AuditSource source = AuditSource.of(session.api().audit());
        return new AuditView(session, new AuditViewModel(source, session.background(), session.times()::now));
    }

    AuditView(Session session, AuditViewModel model) {
        this.session = session;
        this.model = model;
        this.place = session.navigator().current();
        filter = new FilterLine(model.actors(), this::narrow);
        table = new LiveTable<>(model.rows());
        columns = new AuditColumns(table, session.times());
        entry = new EntryPane(session, this::narrow, this::closeDetail);
        split.setMasterNode(table);
        split.setDetailNode(entry);
        split.setAnimated(false);
        split.setShowDetailNode(false);
        split.getStyleClass().add("executions-split");
        states = new StatePane(split, model::refresh);
        VBox.setVgrow(states, Priority.ALWAYS);
        root.setId("audit");
        root.setFocusTraversable(true);
        root.getStyleClass().addAll("executions", "audit");
        root.getChildren().addAll(filter, states);
        table.onOpen(row -> open(row.value()));
        table.onNearEnd(model::more);
        table.onSelection(row -> {
            if (row != null && split.isShowDetailNode() && !selecting) {
                open(row.value());
            }
        });
        model.contentProperty().subscribe(this::show);
        model.failureProperty().subscribe(why -> {
            if (why != null) {
                states.failed(why);
            } else {
                show(model.contentProperty().get());
            }
        });
        verifyButton();
    }

    private void verifyButton() {
        verdict.setId("audit-verdict");
        verdict.setTooltip(verdictDetails);
        verdict.managedProperty().bind(verdict.visibleProperty());
        verdict.setVisible(false);
        Button verify = new Button(Texts.get("audit.verify"), new FontIcon(Feather.SHIELD));
        verify.setId("audit-verify");
        verify.setTooltip(new Tooltip(Texts.get("audit.verify.explained")));
        verify.setOnAction(_ -> model.verify());
        actions.setAlignment(Pos.CENTER_RIGHT);
        actions.getChildren().addAll(verdict, verify);
        model.checkProperty().subscribe(check -> {
            verify.setDisable(check instanceof AuditViewModel.Check.Running);
            verdict.setVisible(!(check instanceof AuditViewModel.Check.NotYet));
            switch (check) {
                case AuditViewModel.Check.NotYet _ -> {
                    // no verdict yet
                }
                case AuditViewModel.Check.Running _ ->
                    verdict(new StateLook(Feather.LOADER, Texts.get("audit.verifying"), "tone-accent"), "");
                case AuditViewModel.Check.Done(var found) ->
                    verdict(
                            AuditWords.verdict(found),
                            Texts.get(
                                    "audit.verdict.details",
                                    session.times().full(found.checkedAt()),
                                    Long.toString(found.from()),
                                    found.head() == null ? Texts.get("ui.none") : found.head()));
                case AuditViewModel.Check.Failed(var why) ->
                    verdict(
                            new StateLook(Feather.ALERT_TRIANGLE, FailureText.sentence(why), "tone-warning"),
                            FailureText.details(why));
            }
        });
    }

    private void verdict(StateLook look, String details) {
        verdict.show(look);
        verdictDetails.setText(details.isEmpty() ? look.word() : details);
    }

    private void show(AuditViewModel.Content content) {
        switch (content) {
            case AuditViewModel.Content.Loading _ -> states.loading();
            case AuditViewModel.Content.Rows _ -> {
                states.loaded();
                openPlace();
            }
            case AuditViewModel.Content.None(boolean filtered) -> states.empty(filtered ? noMatch() : nothingYet());
            case AuditViewModel.Content.Failed(var why) -> states.failed(why);
        }
    }

    private static EmptyState nothingYet() {
        return new EmptyState(Feather.BOOK_OPEN, Texts.get("audit.empty.title"), Texts.get("audit.empty.text"));
    }

    private EmptyState noMatch() {
        Button clear = new Button(Texts.get("audit.empty.clear"));
        clear.setId("empty-clear");
        clear.setOnAction(_ -> narrow(AuditFilter.ALL));
        return new EmptyState(
                Feather.FILTER, Texts.get("audit.no_match.title"), Texts.get("audit.no_match.text"), clear);
    }

    private void narrow(AuditFilter wanted) {
        session.navigator().go(wanted.at(Place.of(place.profile(), AuditRoom.ID)));
    }

    /// Shows the entry that the address names, once it was read.
    private void openPlace() {
        String number = place.get(AuditRoom.SELECTED);
        if (!number.isEmpty() && number.chars().allMatch(Character::isDigit) && number.length() < 19) {
            AuditEntry known = model.find(Long.parseLong(number));
            if (known != null) {
                open(known);
            }
        }
    }

    private void open(AuditEntry shown) {
        if (!split.isShowDetailNode()) {
            columns.setNarrow(true);
            split.setShowDetailNode(true);
            split.setDividerPosition(divider);
        }
        entry.show(shown);
        Row<Long, AuditEntry> selected = table.selected();
        if (selected == null || selected.key() != shown.number()) {
            selecting = true;
            table.select(shown.number());
            selecting = false;
        }
        place = place.with(AuditRoom.SELECTED, Long.toString(shown.number()));
        session.navigator().replace(place);
    }

    private void closeDetail() {
        if (split.isShowDetailNode()) {
            divider = split.getDividerPosition();
            split.setShowDetailNode(false);
            columns.setNarrow(false);
            place = place.with(AuditRoom.SELECTED, null);
            session.navigator().replace(place);
        } else {
            table.clearSelection();
        }
        table.table().requestFocus();
    }

    private @Nullable AuditEntry current() {
        Row<Long, AuditEntry> row = table.selected();
        return row == null ? null : row.value();
    }

    private void copyId() {
        AuditEntry selected = current();
        if (selected != null) {
            Clip.put(selected.id().toString());
            session.toasts().info(Texts.get("audit.copied"));
        }
    }

    private void zoneChanged() {
        table.table().refresh();
        entry.write();
    }

    @Override
    public ObservableValue<String> title() {
        return new ReadOnlyStringWrapper(Texts.get("audit.title"));
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
        AuditFilter wanted = AuditFilter.of(asked);
        filter.show(wanted);
        if (entered) {
            subscriptions = Subscription.combine(
                    session.times().ticker().subscribe(model::tick),
                    session.times().zoneProperty().subscribe(_ -> zoneChanged()));
        }
        if (entered || !wanted.equals(model.filter())) {
            model.show(wanted);
        }
        if (asked.get(AuditRoom.SELECTED).isEmpty() && split.isShowDetailNode()) {
            closeDetail();
        } else {
            openPlace();
        }
    }

    @Override
    public void detach() {
        subscriptions.unsubscribe();
        subscriptions = Subscription.EMPTY;
        model.rest();
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of("audit.verify", "audit.command.verify", model::verify)
                        .withIcon(Feather.SHIELD),
                Command.of("audit.filter", "audit.command.filter", filter::focusFirst)
                        .withKeys("/")
                        .withIcon(Feather.FILTER),
                Command.of("audit.clear", "audit.command.clear", () -> narrow(AuditFilter.ALL)),
                Command.of("audit.show_new", "audit.command.show_new", table::showNew)
                        .withKeys("."),
                Command.of("audit.copy", "audit.command.copy", this::copyId)
                        .withKeys("Y")
                        .withIcon(Feather.COPY),
                Command.of("audit.down", "audit.command.down", () -> table.move(1))
                        .withKeys("J")
                        .unlisted(),
                Command.of("audit.up", "audit.command.up", () -> table.move(-1))
                        .withKeys("K")
                        .unlisted(),
                Command.of("audit.next", "audit.command.down", () -> table.move(1))
                        .withKeys("]"),
                Command.of("audit.previous", "audit.command.up", () -> table.move(-1))
                        .withKeys("["),
                Command.of("audit.close", "executions.command.close", this::closeDetail)
                        .withKeys("Esc"));
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public void focus() {
        // Before the first answer the list is not there yet; until then J and K must not land in a filter.
        if (table.getScene() == null) {
            root.requestFocus();
        }
        Focus.on(table.table());
    }
}

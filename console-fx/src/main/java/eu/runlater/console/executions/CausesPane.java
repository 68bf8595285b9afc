package eu.runlater.console.executions;

import eu.runlater.console.api.FailureApi.Action;
import eu.runlater.console.executions.CausesModel.Content;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.Row;
import eu.runlater.console.ui.StatePane;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.FailureCause;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Causes before lists: one line for each thing that goes wrong, however often it did, and what to do about all of
/// it. FX thread.
final class CausesPane extends VBox {
    private final Session session;
    private final CausesModel model;
    private final Consumer<String> search;
    private final LiveTable<UUID, FailureCause> table;
    private final StatePane states;
    private final HBox head = new HBox(10);
    private final Label sum = new Label();
    private final Label locked = new Label("", new FontIcon(Feather.LOCK));
    private final Button retry = new Button("", new FontIcon(Feather.ROTATE_CW));
    private final Button discard = new Button("", new FontIcon(Feather.TRASH_2));
    private boolean focusWanted;

    /// @param open shows the runs of a query · @param search shows the causes of another query
    CausesPane(Session session, LongSupplier nanoTime, Consumer<String> open, Consumer<String> search) {
        this.session = session;
        this.search = search;
        model = new CausesModel(FailureSource.of(session.api()), session.background(), nanoTime);
        table = new LiveTable<>(model.rows());
        table.table().getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        CauseColumns.add(table, session.times());
        table.onOpen(row -> open.accept(model.opened(row.value())));
        table.onNearEnd(model::loadOlder);
        table.table().getSelectionModel().getSelectedItems().addListener((ListChangeListener<Row<UUID, FailureCause>>)
                _ -> name());
        states = new StatePane(table, model::refresh);
        VBox.setVgrow(states, Priority.ALWAYS);
        setId("causes");
        buildHead();
        getChildren().addAll(head, states);
        model.contentProperty().subscribe(this::show);
        model.failureProperty().subscribe(why -> {
            if (why != null) {
                states.failed(why);
            } else {
                show(model.contentProperty().get());
            }
        });
    }

    private void buildHead() {
        head.getStyleClass().add("causes-head");
        head.setAlignment(Pos.CENTER_LEFT);
        head.managedProperty().bind(head.visibleProperty());
        sum.setId("causes-sum");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        head.getChildren().addAll(sum, space);
        if (session.profile().readOnly()) {
            return;
        }
        locked.setId("causes-locked");
        locked.getStyleClass().addAll("muted", "small-text");
        locked.setMinWidth(0);
        locked.managedProperty().bind(locked.visibleProperty());
        retry.setId("causes-retry");
        retry.getStyleClass().addAll("small", "accent");
        retry.setTooltip(new Tooltip(Texts.get("executions.command.retry_all") + "  Shift+R"));
        retry.setOnAction(_ -> retry());
        discard.setId("causes-discard");
        discard.getStyleClass().add("small");
        discard.setTooltip(new Tooltip(Texts.get("executions.command.discard_all") + "  Del"));
        discard.setOnAction(_ -> discard());
        List.of(retry, discard).forEach(button -> button.setMinWidth(Region.USE_PREF_SIZE));
        session.offline().subscribe(why -> {
            retry.setDisable(!why.isEmpty());
            discard.setDisable(!why.isEmpty());
            locked.setText(why);
            locked.setVisible(!why.isEmpty());
        });
        name();
        head.getChildren().addAll(locked, discard, retry);
    }

    /// What the buttons are about is in their names.
    private void name() {
        int causes = chosen().size();
        retry.setText(
                causes == 0 ? Texts.get("executions.causes.retry") : Texts.get("executions.causes.retry_some", causes));
        discard.setText(
                causes == 0
                        ? Texts.get("executions.causes.discard")
                        : Texts.get("executions.causes.discard_some", causes));
    }

    private List<FailureCause> chosen() {
        return table.table().getSelectionModel().getSelectedItems().stream()
                .filter(Objects::nonNull)
                .map(Row::value)
                .toList();
    }

    private void show(Content content) {
        head.setVisible(content instanceof Content.Rows);
        switch (content) {
            case Content.Loading _ -> states.loading();
            case Content.Rows(long failures, boolean more) -> {
                if (model.failureProperty().get() == null) {
                    states.loaded();
                }
                int causes = model.rows().rows().size();
                String key = more ? "executions.causes.sum_more" : "executions.causes.sum";
                sum.setText(Texts.get(key, causes, failures, String.format(Locale.ROOT, "%,d", failures)));
                if (focusWanted && table.getScene() != null) {
                    focus();
                }
            }
            case Content.None(boolean atAll) -> states.empty(empty(atAll));
            case Content.Failed failed -> states.failed(failed.why());
        }
    }

    private EmptyState empty(boolean atAll) {
        if (atAll) {
            return new EmptyState(
                    Feather.CHECK_CIRCLE,
                    Texts.get("executions.causes.none_title"),
                    Texts.get("executions.causes.none"));
        }
        Button clear = new Button(Texts.get("executions.empty.clear"));
        clear.setId("causes-clear");
        clear.setOnAction(_ -> search.accept(""));
        return new EmptyState(
                Feather.SEARCH,
                Texts.get("executions.causes.no_match_title"),
                Texts.get("executions.causes.no_match", model.query()),
                clear);
    }

    void show(String query) {
        table.clearSelection();
        model.show(query);
    }

    void retry() {
        FailureBulk.open(session, Action.RETRY, model.scope(chosen()));
    }

    void discard() {
        FailureBulk.open(session, Action.DISCARD, model.scope(chosen()));
    }

    void step(int by) {
        table.move(by);
    }

    void changed() {
        model.changed();
    }

    void beat() {
        model.tick();
    }

    void refresh() {
        model.refresh();
    }

    void rewrite() {
        table.table().refresh();
    }

    void clearSelection() {
        table.clearSelection();
    }

    void showNew() {
        table.showNew();
    }

    void focus() {
        focusWanted = table.getScene() == null;
        table.table().requestFocus();
    }

    void close() {
        model.close();
    }
}

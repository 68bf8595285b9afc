package eu.runlater.console.queues;

import eu.runlater.console.executions.ExecutionsRoom;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.CellContent;
import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.RelativeTime;
import eu.runlater.console.ui.Row;
import eu.runlater.console.ui.StatePane;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.CircuitView;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// The hosts that fail or are not called, and the way to have them called again. FX thread.
final class HostsPane extends StackPane {
    private final Session session;
    private final QueuesViewModel model;
    private final LiveTable<String, CircuitView> table;
    private final StatePane states;

    HostsPane(Session session, QueuesViewModel model) {
        this.session = session;
        this.model = model;
        table = new LiveTable<>(model.hosts().rows());
        columns();
        table.onOpen(row -> openRuns(row.key()));
        states = new StatePane(table, model.hosts()::refresh);
        setId("hosts");
        getChildren().add(states);
        model.hosts().contentProperty().subscribe(this::show);
        model.hosts().failureProperty().subscribe(why -> {
            if (why != null) {
                states.failed(why);
            } else {
                show(model.hosts().contentProperty().get());
            }
        });
    }

    private void columns() {
        var host = table.column("queues.column.host", 220, () -> CellContent.text(CircuitView::host, "strong"));
        host.setMinWidth(140);
        table.column("queues.column.circuit", 124, HostsPane::state);
        var since = table.column("queues.column.since", 104, () -> time(CircuitView::openedAt));
        var probe = table.column("queues.column.probe", 104, () -> {
            RelativeTime label = new RelativeTime(session.times());
            return CellContent.of(label, circuit -> {
                boolean probing = circuit.state().equals("half_open");
                Instant until = circuit.openUntil();
                label.setAt(
                        until == null
                                        || probing
                                                && until.isBefore(
                                                        session.times().now())
                                ? null
                                : until);
            });
        });
        var failures = table.column(
                "queues.column.failures",
                78,
                () -> CellContent.<CircuitView>text(circuit -> QueueWords.count(circuit.failures()), "mono"));
        var waiting = table.column(
                "queues.column.held",
                78,
                () -> CellContent.<CircuitView>text(circuit -> QueueWords.count(circuit.waiting()), "mono"));
        var action = session.profile().readOnly() ? null : table.column("queues.column.action", 92, this::reset);
        var reason = table.column("queues.column.reason", 260, HostsPane::reason);
        reason.setMinWidth(120);
        for (var column : List.of(since, probe, failures, waiting)) {
            column.getStyleClass().add("number");
        }
        for (var column : List.of(since, probe, failures, waiting)) {
            column.setMinWidth(column.getPrefWidth());
            column.setMaxWidth(column.getPrefWidth());
        }
        if (action != null) {
            action.setMinWidth(92);
            action.setMaxWidth(92);
        }
    }

    private static CellContent<CircuitView> state() {
        StatusLabel label = new StatusLabel();
        return CellContent.of(label, circuit -> label.show(QueueWords.circuit(circuit)));
    }

    private static CellContent<CircuitView> reason() {
        Label label = new Label();
        label.getStyleClass().add("muted");
        Tooltip whole = new Tooltip();
        return CellContent.of(label, circuit -> {
            String text = QueueWords.reason(circuit);
            label.setText(text);
            whole.setText(text);
            label.setTooltip(text.isEmpty() ? null : whole);
        });
    }

    private CellContent<CircuitView> time(Function<CircuitView, @Nullable Instant> at) {
        RelativeTime label = new RelativeTime(session.times());
        return CellContent.of(label, circuit -> label.setAt(at.apply(circuit)));
    }

    private CellContent<CircuitView> reset() {
        Button button = new Button(Texts.get("queues.circuit.reset"));
        button.getStyleClass().addAll("small", "reset-circuit");
        Tooltip tooltip = new Tooltip();
        button.setTooltip(tooltip);
        session.offline().subscribe(why -> {
            button.setDisable(!why.isEmpty());
            tooltip.setText(why.isEmpty() ? Texts.get("queues.circuit.reset_explained") : why);
        });
        return CellContent.of(button, circuit -> {
            button.setAccessibleText(Texts.get("queues.circuit.reset_spoken", circuit.host()));
            button.setOnAction(_ -> reset(circuit));
        });
    }

    private void show(Content content) {
        switch (content) {
            case Content.Loading _ -> states.loading();
            case Content.Rows _ -> states.loaded();
            case Content.None _ ->
                states.empty(new EmptyState(
                        Feather.SHIELD, Texts.get("queues.hosts.none_title"), Texts.get("queues.hosts.none")));
            case Content.Failed failed -> states.failed(failed.failure());
        }
    }

    /// Resets the selected host's circuit.
    void resetSelected() {
        Row<String, CircuitView> row = table.selected();
        if (row == null) {
            session.toasts().info(Texts.get("queues.hosts.none_selected"));
        } else {
            reset(row.value());
        }
    }

    private void reset(CircuitView circuit) {
        model.resetCircuit(
                circuit.host(),
                () -> session.toasts().done(Texts.get("queues.circuit.reset_done", circuit.host(), circuit.waiting())),
                why -> session.toasts().failed(FailureText.sentence(why) + "\n" + FailureText.details(why)));
    }

    void openSelected() {
        Row<String, CircuitView> row = table.selected();
        if (row != null) {
            openRuns(row.key());
        }
    }

    private void openRuns(String host) {
        session.navigator().go(ExecutionsRoom.runs(session.profile().name(), "host:" + host + " status:pending"));
    }

    LiveTable<String, CircuitView> table() {
        return table;
    }
}

package eu.runlater.console.team;

import eu.runlater.console.shell.Role;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.CellContent;
import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.RelativeTime;
import eu.runlater.console.ui.Row;
import eu.runlater.console.ui.StatePane;
import eu.runlater.console.ui.Texts;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// A tab that is a list. FX thread.
abstract class RosterTab<T> implements Tab {
    final Session session;
    final Roster<T> roster;
    final LiveTable<UUID, T> table;
    private final String id;
    private final StatePane states;
    private final StackPane root = new StackPane();

    RosterTab(Session session, String id, Roster<T> roster) {
        this.session = session;
        this.id = id;
        this.roster = roster;
        this.table = new LiveTable<>(roster.rows());
        this.states = new StatePane(table, roster::refresh);
        root.setId("team-" + id);
        root.getChildren().add(states);
    }

    /// To be called once the columns are there.
    final void follow() {
        roster.contentProperty().subscribe(_ -> show());
        roster.failureProperty().subscribe(_ -> show());
        table.onOpen(_ -> edit());
    }

    private void show() {
        var why = roster.failureProperty().get();
        if (why != null) {
            states.failed(why);
            return;
        }
        switch (roster.contentProperty().get()) {
            case LOADING, FAILED -> states.loading();
            case ROWS -> states.loaded();
            case NONE -> states.empty(empty());
        }
    }

    abstract EmptyState empty();

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Node node() {
        return root;
    }

    @Override
    public final void refresh() {
        roster.refresh();
    }

    @Override
    public final void focus() {
        Focus.on(table.table());
    }

    @Override
    public final void move(int step) {
        table.move(step);
    }

    /// Does something with the selected row, or says that none is.
    final void withSelected(Consumer<T> action) {
        Row<UUID, T> row = table.selected();
        if (row == null) {
            session.toasts().info(Texts.get("team.none_selected"));
        } else {
            action.accept(row.value());
        }
    }

    final void failed(eu.runlater.console.api.ApiFailure why) {
        session.toasts().failed(FailureText.sentence(why) + "\n" + FailureText.details(why));
    }

    final CellContent<T> time(Function<T, @Nullable Instant> at) {
        RelativeTime label = new RelativeTime(session.times());
        return CellContent.of(label, value -> label.setAt(at.apply(value)));
    }

    /// A line that may be cut; the tooltip has all of it.
    static <T> CellContent<T> whole(Function<T, String> text, String... styles) {
        Label label = new Label();
        label.getStyleClass().addAll(styles);
        Tooltip whole = new Tooltip();
        return CellContent.of(label, value -> {
            String words = text.apply(value);
            label.setText(words);
            whole.setText(words);
            label.setTooltip(words.isEmpty() ? null : whole);
        });
    }

    /// A button of a row, disabled with the reason while it cannot be used.
    final Button button(String key, String keys, Role least) {
        Button button = new Button(Texts.get(key));
        button.getStyleClass().add("small");
        button.setMinWidth(Button.USE_PREF_SIZE);
        guard(session, button, keys, least);
        return button;
    }

    /// Disables a button while the role is not enough or nobody answers, and says so in its tooltip.
    static void guard(Session session, Button button, String explained, Role least) {
        Tooltip tooltip = new Tooltip();
        session.rights().refusal(least).subscribe(why -> {
            button.setDisable(!why.isEmpty());
            String text = why.isEmpty() ? explained : why;
            tooltip.setText(text);
            button.setTooltip(text.isEmpty() ? null : tooltip);
        });
    }

    static void fix(TableColumn<?, ?> column) {
        column.setMinWidth(column.getPrefWidth());
        column.setMaxWidth(column.getPrefWidth());
    }
}

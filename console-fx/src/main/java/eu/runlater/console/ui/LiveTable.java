package eu.runlater.console.ui;

import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A table over [LiveRows] in which nothing moves under the pointer or the selection: new rows wait behind a pill
/// unless the list is at its top, nothing is selected and the pointer is elsewhere.
public final class LiveTable<K, T> extends StackPane {
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
    private static final PseudoClass UNMATCHED = PseudoClass.getPseudoClass("unmatched");
    private static final Duration TINT = Duration.millis(600);
    private static final int NEAR_END = 40;
    public static final double COMFORTABLE = 34;
    public static final double COMPACT = 26;

    private final LiveRows<K, T> rows;
    private final TableView<Row<K, T>> table;
    private final Button pill = new Button();
    private final BooleanProperty atTop = new SimpleBooleanProperty(this, "atTop", true);
    private final BooleanProperty held = new SimpleBooleanProperty(this, "held", false);
    private Consumer<Row<K, T>> onOpen = _ -> {};
    private Runnable onNearEnd = () -> {};
    private BiPredicate<? super T, ? super T> worthATint = (_, _) -> true;
    private @Nullable ScrollBar scrollBar;

    public LiveTable(LiveRows<K, T> rows) {
        this.rows = rows;
        this.table = new TableView<>(rows.rows());
        getStyleClass().add("live-table");
        table.getStyleClass().add("edge-to-edge");
        table.setFixedCellSize(COMFORTABLE);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setRowFactory(_ -> newRow());
        table.setPlaceholder(new StackPane());
        table.skinProperty().subscribe(_ -> Platform.requestNextPulse());
        table.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        table.needsLayoutProperty().subscribe(this::findScrollBar);

        pill.getStyleClass().addAll("new-rows", "accent");
        pill.setGraphic(new FontIcon(Feather.ARROW_UP));
        pill.setFocusTraversable(false);
        pill.setOnAction(_ -> showNew());
        pill.managedProperty().bind(pill.visibleProperty());
        pill.visibleProperty().bind(rows.waitingProperty().greaterThan(0));
        rows.waitingProperty().subscribe(count -> pill.setText(Texts.get("ui.table.new", count.intValue())));
        StackPane.setAlignment(pill, Pos.TOP_CENTER);
        getChildren().addAll(table, pill);

        rows.followingProperty()
                .bind(atTop.and(table.getSelectionModel().selectedItemProperty().isNull())
                        .and(table.hoverProperty().not())
                        .and(held.not()));
    }

    /// The table itself, for focus and selection.
    public TableView<Row<K, T>> table() {
        return table;
    }

    /// Keeps new rows waiting whatever else holds: while a menu is open, while paused.
    public BooleanProperty heldProperty() {
        return held;
    }

    /// Adds a column; `content` makes what one cell shows.
    public TableColumn<Row<K, T>, Row<K, T>> column(
            String titleKey, double width, Supplier<? extends CellContent<? super T>> content) {
        TableColumn<Row<K, T>, Row<K, T>> column = new TableColumn<>(Texts.get(titleKey));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setCellFactory(_ -> new LiveCell<>(content.get()));
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        table.getColumns().add(column);
        return column;
    }

    /// Which changes of a row (before, now) are shown by a tint; all of them unless told otherwise.
    public void tintWhen(BiPredicate<? super T, ? super T> test) {
        worthATint = test;
    }

    public void onOpen(Consumer<Row<K, T>> action) {
        onOpen = action;
    }

    /// Called when the end of the list comes into reach.
    public void onNearEnd(Runnable action) {
        onNearEnd = action;
    }

    public @Nullable Row<K, T> selected() {
        return table.getSelectionModel().getSelectedItem();
    }

    public Subscription onSelection(Consumer<@Nullable Row<K, T>> action) {
        return table.getSelectionModel().selectedItemProperty().subscribe(action);
    }

    /// Selects the row of `key` if it is there, and brings it into view.
    public boolean select(K key) {
        Row<K, T> row = rows.find(key);
        int index = row == null ? -1 : rows.rows().indexOf(row);
        if (index < 0) {
            return false;
        }
        table.getSelectionModel().clearAndSelect(index);
        table.getFocusModel().focus(index);
        if (!isVisible(index)) {
            table.scrollTo(Math.max(0, index - 3));
        }
        return true;
    }

    public void clearSelection() {
        table.getSelectionModel().clearSelection();
    }

    /// Puts the waiting rows on top and goes there.
    public void showNew() {
        if (rows.waitingProperty().get() > 0) {
            rows.showWaiting();
        }
        table.scrollTo(0);
    }

    /// Moves the selection by `step` rows, as `J` and `K` do.
    public void move(int step) {
        int size = rows.rows().size();
        if (size > 0) {
            int from = table.getSelectionModel().getSelectedIndex();
            int to = from < 0 ? 0 : Math.clamp(from + (long) step, 0, size - 1);
            table.getSelectionModel().clearAndSelect(to);
            table.getFocusModel().focus(to);
            if (!isVisible(to)) {
                table.scrollTo(step > 0 ? Math.max(0, to - visibleRows() + 2) : to);
            }
        }
    }

    private boolean isVisible(int index) {
        if (scrollBar == null) {
            return index < visibleRows(); // before the first layout
        }
        if (!scrollBar.isVisible()) {
            return true;
        }
        double first = scrollBar.getValue() * Math.max(0, rows.rows().size() - visibleRows());
        return index >= first && index < first + visibleRows() - 1;
    }

    private int visibleRows() {
        return (int) Math.max(1, (table.getHeight() - COMFORTABLE) / table.getFixedCellSize());
    }

    private void keyPressed(KeyEvent event) {
        Row<K, T> row = selected();
        if (event.getCode() == KeyCode.ENTER && row != null && !event.isShortcutDown()) {
            onOpen.accept(row);
            event.consume();
        }
    }

    private TableRow<Row<K, T>> newRow() {
        TableRow<Row<K, T>> view = new TableRow<>();
        PauseTransition tint = new PauseTransition(TINT);
        tint.setOnFinished(_ -> view.pseudoClassStateChanged(CHANGED, false));
        view.itemProperty().subscribe(_ -> {
            tint.stop();
            view.pseudoClassStateChanged(CHANGED, false);
        });
        view.itemProperty().flatMap(Row::valueProperty).addListener((_, before, now) -> {
            if (before != null && now != null && !isStill() && worthATint.test(before, now)) {
                view.pseudoClassStateChanged(CHANGED, true);
                tint.playFromStart();
            }
        });
        view.itemProperty()
                .flatMap(Row::matchingProperty)
                .orElse(true)
                .subscribe(matching -> view.pseudoClassStateChanged(UNMATCHED, !matching));
        view.setOnMouseClicked(event -> {
            Row<K, T> row = view.getItem();
            if (row != null && event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                onOpen.accept(row);
            }
        });
        return view;
    }

    private static boolean isStill() {
        return Platform.getPreferences().isReducedMotion();
    }

    private void findScrollBar() {
        if (scrollBar != null) {
            return;
        }
        for (Node node : table.lookupAll(".scroll-bar")) {
            if (node instanceof ScrollBar bar && bar.getOrientation() == Orientation.VERTICAL) {
                scrollBar = bar;
                bar.valueProperty().subscribe(this::scrolled);
                bar.visibleProperty().subscribe(this::scrolled);
            }
        }
    }

    private void scrolled() {
        ScrollBar bar = scrollBar;
        if (bar != null) {
            atTop.set(!bar.isVisible() || bar.getValue() <= 0.0001);
            int size = rows.rows().size();
            if (bar.isVisible() && (1 - bar.getValue()) * size <= NEAR_END) {
                onNearEnd.run();
            }
        }
    }
}

package eu.runlater.console.ui;

import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TableCell;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// A cell that follows its row's content, however often the table hands it another row.
final class LiveCell<K, T> extends TableCell<Row<K, T>, Row<K, T>> {
    private final CellContent<? super T> content;
    private Subscription subscription = Subscription.EMPTY;

    LiveCell(CellContent<? super T> content) {
        this.content = content;
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    }

    @Override
    protected void updateItem(@Nullable Row<K, T> row, boolean empty) {
        super.updateItem(row, empty);
        subscription.unsubscribe();
        subscription = Subscription.EMPTY;
        if (row == null || empty) {
            setGraphic(null);
        } else {
            subscription = row.valueProperty().subscribe(content::show);
            setGraphic(content.node());
        }
    }
}

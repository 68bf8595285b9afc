package eu.runlater.console.ui;

import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Label;

/// What a cell of a live table is made of; one instance lives as long as its cell and shows many values.
public interface CellContent<T> {
    Node node();

    void show(T value);

    /// A line of text.
    static <T> CellContent<T> text(Function<? super T, String> text, String... styleClasses) {
        Label label = new Label();
        label.getStyleClass().addAll(styleClasses);
        return of(label, value -> {
            String line = text.apply(value);
            if (!line.equals(label.getText())) {
                label.setText(line);
            }
        });
    }

    /// Any node and how it is filled.
    static <T> CellContent<T> of(Node node, Consumer<? super T> show) {
        return new CellContent<>() {
            @Override
            public Node node() {
                return node;
            }

            @Override
            public void show(T value) {
                show.accept(value);
            }
        };
    }
}

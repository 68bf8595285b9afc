package eu.runlater.console.ui;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A titled card with a short list of lines that can be opened. Lines are reused in place, so nothing flickers.
public final class LineList<T> extends VBox {
    /// What one line is made of.
    public interface Content<T> {
        HBox node();

        /// Shows a value; answers what is spoken for it.
        String show(T value);
    }

    private final Supplier<Content<T>> contents;
    private final Consumer<T> open;
    private final VBox lines = new VBox();
    private final Label none;

    public LineList(String id, String title, String nothing, Supplier<Content<T>> contents, Consumer<T> open) {
        this.contents = contents;
        this.open = open;
        setId(id);
        getStyleClass().addAll("card-box", "line-list");
        Label heading = new Label(title);
        heading.getStyleClass().add("card-title");
        HBox top = new HBox(heading);
        top.getStyleClass().add("card-top");
        none = new Label(nothing);
        none.getStyleClass().addAll("muted", "line-none");
        none.managedProperty().bind(none.visibleProperty());
        VBox.setVgrow(lines, Priority.ALWAYS);
        getChildren().addAll(top, none, lines);
    }

    public void show(List<T> values) {
        none.setVisible(values.isEmpty());
        while (lines.getChildren().size() > values.size()) {
            lines.getChildren().removeLast();
        }
        for (int i = 0; i < values.size(); i++) {
            if (i == lines.getChildren().size()) {
                lines.getChildren().add(new Line<>(contents.get(), open));
            }
            @SuppressWarnings("unchecked")
            Line<T> line = (Line<T>) lines.getChildren().get(i);
            line.show(values.get(i));
        }
    }

    private static final class Line<T> extends Button {
        private final Content<T> content;
        private final Consumer<T> open;

        Line(Content<T> content, Consumer<T> open) {
            this.content = content;
            this.open = open;
            getStyleClass().add("list-line");
            HBox node = content.node();
            node.setAlignment(Pos.CENTER_LEFT);
            node.prefWidthProperty().bind(widthProperty().subtract(24));
            setGraphic(node);
            setMaxWidth(Double.MAX_VALUE);
        }

        void show(T value) {
            setAccessibleText(content.show(value));
            setOnAction(_ -> open.accept(value));
        }
    }

    /// A content made of nodes and a function that fills them.
    public static <T> Content<T> content(HBox node, Function<T, String> fill) {
        return new Content<>() {
            @Override
            public HBox node() {
                return node;
            }

            @Override
            public String show(T value) {
                return fill.apply(value);
            }
        };
    }
}

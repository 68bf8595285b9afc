package eu.runlater.console.executions;

import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.Texts;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A body as text, as a tree if it is JSON, or as a hex dump, with its size, a search and a way to copy it. Each way of
/// looking at it is made only when it is chosen. FX thread.
final class BodyPane extends VBox {
    enum View {
        TEXT,
        TREE,
        HEX
    }

    private final Segments<View> views =
            new Segments<>(List.of(View.values()), view -> Texts.get("executions.body." + lower(view)));
    private final Label size = new Label();
    private final TextField find = new TextField();
    private final Button copy = new Button(Texts.get("executions.body.copy"), new FontIcon(Feather.COPY));
    private final StackPane shown = new StackPane();
    private final TextArea text = new TextArea();
    private @Nullable BodyContent content;

    BodyPane(String id) {
        super(8);
        setId(id);
        getStyleClass().add("body-pane");
        text.setEditable(false);
        text.setWrapText(true);
        text.getStyleClass().addAll("mono", "body-text");
        text.setAccessibleText(Texts.get("executions.body.spoken"));
        find.setPromptText(Texts.get("executions.body.find"));
        find.setAccessibleText(Texts.get("executions.body.find"));
        find.getStyleClass().add("small");
        find.setPrefColumnCount(12);
        find.setOnAction(_ -> findNext());
        find.addEventHandler(javafx.scene.input.KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && !find.getText().isEmpty()) {
                find.clear();
                event.consume();
            }
        });
        copy.getStyleClass().add("small");
        copy.setOnAction(_ -> {
            if (content != null) {
                Clip.put(content.raw());
            }
        });
        size.getStyleClass().addAll("muted", "small-text");
        size.setMinWidth(Region.USE_PREF_SIZE);
        copy.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox bar = new HBox(10, views, size, space, find, copy);
        bar.setAlignment(Pos.CENTER_LEFT);
        shown.getStyleClass().add("body-shown");
        shown.setMinHeight(120);
        VBox.setVgrow(shown, Priority.ALWAYS);
        getChildren().addAll(bar, shown);
        views.valueProperty().subscribe(_ -> show());
    }

    /// @param note what else there is to know, such as how much was kept; may be empty
    void show(BodyContent body, String note) {
        content = body;
        String bytes = Texts.get("executions.body.bytes", ByteSize.of(body.bytes()));
        size.setText(note.isEmpty() ? bytes : note);
        views.getChildren().get(View.TREE.ordinal()).setDisable(!body.isJson());
        View wanted = views.valueProperty().get();
        if (wanted == null || wanted == View.TREE && !body.isJson()) {
            views.valueProperty().set(View.TEXT);
        }
        show();
    }

    void focusFind() {
        views.valueProperty().set(View.TEXT);
        find.requestFocus();
        find.selectAll();
    }

    private void show() {
        BodyContent body = content;
        View view = views.valueProperty().get();
        if (body == null || view == null) {
            return;
        }
        find.setVisible(view == View.TEXT);
        Node node = switch (view) {
            case TEXT -> {
                if (!text.getText().equals(body.text())) {
                    text.setText(body.text());
                }
                yield text;
            }
            case TREE -> body.tree().<Node>map(BodyPane::tree).orElse(text);
            case HEX -> hex(body.hex());
        };
        shown.getChildren().setAll(node);
    }

    private void findNext() {
        String wanted = find.getText().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return;
        }
        String all = text.getText().toLowerCase(Locale.ROOT);
        int from = text.getSelection().getEnd();
        int at = all.indexOf(wanted, from);
        if (at < 0) {
            at = all.indexOf(wanted);
        }
        find.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("error"), at < 0);
        if (at >= 0) {
            text.selectRange(at, at + wanted.length());
        }
    }

    private static Node tree(JsonTree json) {
        TreeView<JsonTree> tree = new TreeView<>(item(json));
        tree.getStyleClass().addAll("mono", "json-tree", "dense", "edge-to-edge");
        tree.setShowRoot(json.isLeaf());
        tree.setCellFactory(_ -> new JsonTreeCell());
        tree.setAccessibleText(Texts.get("executions.body.spoken"));
        return tree;
    }

    private static TreeItem<JsonTree> item(JsonTree node) {
        TreeItem<JsonTree> item = new LazyItem(node);
        item.setExpanded(node.label().isEmpty());
        return item;
    }

    private static Node hex(List<String> lines) {
        ListView<String> list = new ListView<>(javafx.collections.FXCollections.observableList(lines));
        list.getStyleClass().addAll("mono", "hex", "dense", "edge-to-edge");
        list.setFixedCellSize(20);
        list.setAccessibleText(Texts.get("executions.body.spoken"));
        return list;
    }

    private static String lower(View view) {
        return view.name().toLowerCase(Locale.ROOT);
    }

    /// Children of a JSON node are made when it is opened.
    private static final class LazyItem extends TreeItem<JsonTree> {
        private boolean filled;

        LazyItem(JsonTree node) {
            super(node);
        }

        @Override
        public boolean isLeaf() {
            return getValue().isLeaf();
        }

        @Override
        public javafx.collections.ObservableList<TreeItem<JsonTree>> getChildren() {
            if (!filled) {
                filled = true;
                super.getChildren()
                        .setAll(getValue().children().stream()
                                .map(LazyItem::new)
                                .toList());
            }
            return super.getChildren();
        }
    }
}

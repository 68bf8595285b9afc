package eu.runlater.console.ui;

import eu.runlater.console.ui.QueryCompletion.Suggestion;
import eu.runlater.model.query.Query;
import eu.runlater.model.query.QueryField;
import eu.runlater.model.query.QueryMistake;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The field for the query language: searches while one types as soon as the text can be read, marks a mistake
/// under its characters and says what to write instead, and completes fields and values. The last good result stays
/// meanwhile.
public final class QueryBar extends VBox {
    private static final Duration TYPING = Duration.millis(300);

    private final TextField field = new TextField();
    private final Label count = new Label();
    private final Label message = new Label();
    private final Region marker = new Region();
    private final HBox line;
    private final PauseTransition typing = new PauseTransition(TYPING);
    // The caret moves only after the text did.
    private final PauseTransition complete = new PauseTransition(Duration.millis(60));
    private final QuerySuggestions suggestions;
    private Consumer<String> onSearch = _ -> {};
    private Function<QueryField, ? extends Iterable<String>> seen = _ -> List.<String>of();
    private String searched = "";
    private @Nullable QueryMistake mistaken;
    private boolean setting;

    public QueryBar() {
        super(3);
        getStyleClass().add("query-box");
        field.setId("query");
        field.getStyleClass().add("query-field");
        field.setPromptText(Texts.get("ui.query.prompt"));
        field.setAccessibleText(Texts.get("ui.query.name"));
        HBox.setHgrow(field, Priority.ALWAYS);
        count.getStyleClass().add("query-count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        Button clear = new Button(null, new FontIcon(Feather.X));
        clear.getStyleClass().add("icon-button");
        clear.setAccessibleText(Texts.get("ui.query.clear"));
        clear.setFocusTraversable(false);
        clear.setOnAction(_ -> {
            field.clear();
            search();
        });
        clear.visibleProperty().bind(field.textProperty().isNotEmpty());
        line = new HBox(new FontIcon(Feather.FILTER), field, count, clear);
        line.getStyleClass().add("query-bar");
        line.setAlignment(Pos.CENTER_LEFT);
        message.getStyleClass().add("query-mistake");
        message.setWrapText(true);
        marker.getStyleClass().add("query-marker");
        marker.setManaged(false);
        Pane under = new Pane(marker);
        under.setMinHeight(0);
        under.setPrefHeight(2);
        VBox below = new VBox(under, message);
        below.setPadding(new Insets(0, 0, 2, 0));
        below.managedProperty().bind(below.visibleProperty());
        below.visibleProperty().bind(message.textProperty().isNotEmpty());
        getChildren().addAll(line, below);
        suggestions = new QuerySuggestions(field, this::accept);

        field.textProperty().subscribe(this::changed);
        typing.setOnFinished(_ -> search());
        complete.setOnFinished(_ -> suggestions.offer(
                field.isFocused() ? QueryCompletion.at(field.getText(), field.getCaretPosition(), seen) : List.of()));
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        field.focusedProperty().addListener((_, _, focused) -> {
            if (!focused) {
                suggestions.hide();
            }
        });
    }

    /// Called with each query that can be read, once typing rests or `Enter` is pressed.
    public void onSearch(Consumer<String> action) {
        onSearch = action;
    }

    /// Values a field had lately, for completion.
    public void completeFrom(Function<QueryField, ? extends Iterable<String>> values) {
        seen = values;
    }

    /// Shows a query that came from elsewhere, without searching.
    public void setQuery(String query) {
        if (!query.equals(field.getText())) {
            setting = true;
            field.setText(query);
            field.end();
            setting = false;
        }
        searched = query.strip();
        typing.stop();
    }

    public String query() {
        return field.getText().strip();
    }

    /// `482`, or empty while unknown.
    public void setCount(String text) {
        count.setText(text);
    }

    /// `/`: to the end of the query.
    public void edit() {
        field.requestFocus();
        field.end();
    }

    private void changed(String text) {
        Query.Reading reading = Query.read(text);
        showMistake(reading);
        if (!setting) {
            typing.playFromStart();
            if (field.isFocused()) {
                complete.playFromStart();
            }
        }
    }

    private void keyPressed(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER -> {
                if (!suggestions.acceptChosen()) {
                    suggestions.hide();
                    search();
                }
                event.consume();
            }
            case DOWN -> {
                if (!suggestions.isShowing()) {
                    suggestions.offer(QueryCompletion.at(field.getText(), field.getCaretPosition(), seen));
                }
                suggestions.move(1);
                event.consume();
            }
            case UP -> {
                suggestions.move(-1);
                event.consume();
            }
            case TAB -> {
                if (suggestions.isShowing() && suggestions.acceptFirst()) {
                    event.consume();
                }
            }
            case ESCAPE -> {
                if (suggestions.isShowing()) {
                    suggestions.hide();
                    event.consume();
                }
            }
            default -> {}
        }
    }

    private void accept(Suggestion suggestion) {
        suggestions.hide();
        field.setText(suggestion.text());
        field.positionCaret(suggestion.caret());
    }

    private void search() {
        typing.stop();
        String text = query();
        if (!text.equals(searched) && Query.read(text) instanceof Query.Read) {
            searched = text;
            onSearch.accept(text);
        }
    }

    private void showMistake(Query.Reading reading) {
        switch (reading) {
            case Query.Read _ -> {
                mistaken = null;
                message.setText("");
                line.getStyleClass().remove("mistaken");
            }
            case Query.Refused(QueryMistake mistake) -> {
                message.setText(mistake.message());
                if (!line.getStyleClass().contains("mistaken")) {
                    line.getStyleClass().add("mistaken");
                }
                mistaken = mistake;
                requestLayout();
            }
        }
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (mistaken != null) {
            placeMarker(mistaken);
        }
    }

    private void placeMarker(QueryMistake mistake) {
        String text = field.getText();
        double from = width(text.substring(0, Math.min(mistake.start(), text.length())));
        double to = width(text.substring(0, Math.min(Math.max(mistake.end(), mistake.start()), text.length())));
        Bounds bounds = field.getBoundsInParent();
        double left = bounds.getMinX() + field.getInsets().getLeft();
        double most = Math.max(0, bounds.getWidth() - 8);
        marker.resizeRelocate(left + Math.min(from, most), 0, Math.clamp(to - from, 6, Math.max(6, most)), 2);
    }

    private double width(String text) {
        Text measure = new Text(text);
        measure.setFont(field.getFont());
        return measure.getLayoutBounds().getWidth();
    }
}

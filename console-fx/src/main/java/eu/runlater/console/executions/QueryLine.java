package eu.runlater.console.executions;

import eu.runlater.console.ui.QueryBar;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.query.QueryField;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// What is listed: the query, quick ranges, saved views, and runs, attempts or causes. The text of the query is the one
/// truth; the ranges read and write its `since:`.
final class QueryLine extends HBox {
    private static final List<String> RANGES = List.of("1h", "24h", "7d");

    private final QueryBar bar = new QueryBar();
    private final Segments<String> range = new Segments<>(RANGES, Function.identity());
    private final MenuButton views = new MenuButton();
    private final Segments<Listed> grouping = new Segments<>(List.of(Listed.values()), Listed::text);
    private boolean showing;

    /// @param typed called with what was typed · @param chosen called with what was picked
    QueryLine(Consumer<String> typed, Consumer<String> chosen, Consumer<Listed> listed) {
        super(10);
        getStyleClass().add("query-line");
        setAlignment(Pos.TOP_LEFT);
        HBox.setHgrow(bar, Priority.ALWAYS);
        bar.onSearch(typed);
        range.setId("range");
        range.setMinWidth(Region.USE_PREF_SIZE);
        range.valueProperty().subscribe(value -> {
            if (!showing && value != null) {
                chosen.accept(QueryText.withSince(bar.query(), value));
            }
        });
        views.setId("views");
        views.setMinWidth(Region.USE_PREF_SIZE);
        for (SavedView view : SavedView.all()) {
            MenuItem item = new MenuItem(view.text());
            item.setOnAction(_ -> chosen.accept(view.query()));
            views.getItems().add(item);
        }
        grouping.setId("grouping");
        grouping.setMinWidth(Region.USE_PREF_SIZE);
        grouping.valueProperty().subscribe(value -> {
            if (!showing && value != null) {
                listed.accept(value);
            }
        });
        getChildren().addAll(bar, range, views, grouping);
    }

    void completeFrom(Function<QueryField, Iterable<String>> seen) {
        bar.completeFrom(seen);
    }

    void show(String query, Listed listed) {
        showing = true;
        bar.setQuery(query);
        range.valueProperty().set(QueryText.since(query));
        grouping.valueProperty().set(listed);
        views.setText(SavedView.all().stream()
                .filter(view -> view.query().equals(query))
                .findFirst()
                .map(SavedView::text)
                .orElse(Texts.get("executions.view.own")));
        showing = false;
    }

    void setCount(@Nullable Long total) {
        bar.setCount(total == null ? "" : String.format(Locale.ROOT, "%,d", total));
    }

    void edit() {
        bar.edit();
    }
}

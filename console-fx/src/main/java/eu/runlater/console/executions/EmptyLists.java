package eu.runlater.console.executions;

import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What stands in the place of the list when it has no rows.
final class EmptyLists {
    private EmptyLists() {}

    /// Nothing was ever run.
    static EmptyState firstUse(Session session, Runnable newTask) {
        List<Node> buttons = new ArrayList<>();
        if (!session.profile().readOnly()) {
            Button create = new Button(Texts.get("executions.empty.new"), new FontIcon(Feather.PLUS));
            create.setId("empty-new");
            create.getStyleClass().add("accent");
            create.setOnAction(_ -> newTask.run());
            String url = session.api().access().base() + "api/v1/queue";
            String json = "{\"url\": \"https://your-app.example/hook\", \"body\": {\"hello\": \"world\"}}";
            Button copy = new Button(Texts.get("executions.empty.curl"), new FontIcon(Feather.COPY));
            copy.setId("empty-curl");
            copy.setOnAction(_ -> Clip.put(CurlCommand.toEngine(url, json)));
            buttons.add(create);
            buttons.add(copy);
        }
        return new EmptyState(
                Feather.INBOX,
                Texts.get("executions.empty.title"),
                Texts.get("executions.empty.text"),
                buttons.toArray(Node[]::new));
    }

    /// @param total what there is without the query; absent while that is being counted
    static EmptyState noMatch(String query, @Nullable Long total, Consumer<String> show) {
        List<Node> buttons = new ArrayList<>();
        String since = QueryText.since(query);
        if (since != null && !since.equals("7d")) {
            String wider = since.endsWith("h") && !since.equals("24h") || since.endsWith("m") ? "24h" : "7d";
            Button widen = new Button(Texts.get("executions.empty.widen", wider));
            widen.setId("empty-widen");
            widen.getStyleClass().add("accent");
            widen.setOnAction(_ -> show.accept(QueryText.withSince(query, wider)));
            buttons.add(widen);
        }
        Button clear = new Button(Texts.get("executions.empty.clear"));
        clear.setId("empty-clear");
        clear.setOnAction(_ -> show.accept(""));
        buttons.add(clear);
        String text = total == null
                ? Texts.get("executions.empty.no_match", query)
                : Texts.get("executions.empty.no_match_of", query, String.format(Locale.ROOT, "%,d", total));
        return new EmptyState(
                Feather.SEARCH, Texts.get("executions.empty.no_match_title"), text, buttons.toArray(Node[]::new));
    }
}

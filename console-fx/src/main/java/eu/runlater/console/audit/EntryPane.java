package eu.runlater.console.audit;

import eu.runlater.console.executions.Clip;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.AuditEntry;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One entry: who, what, when, why, the fields before and after, and the hash that seals it. FX thread.
final class EntryPane extends VBox {
    private final Session session;
    private final Consumer<AuditFilter> narrow;
    private final Label name = new Label();
    private final Label line = new Label();
    private final VBox content = new VBox(16);
    private @Nullable AuditEntry shown;

    /// @param narrow shows only the entries of a filter
    EntryPane(Session session, Consumer<AuditFilter> narrow, Runnable close) {
        this.session = session;
        this.narrow = narrow;
        setId("audit-detail");
        getStyleClass().add("detail-pane");
        content.getStyleClass().add("queue-content");
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("edge-to-edge", "plain-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        scroll.setMinHeight(0);
        getChildren().addAll(head(close), scroll);
    }

    private Node head(Runnable close) {
        name.getStyleClass().addAll("detail-name");
        line.getStyleClass().add("detail-line");
        Button closing = new Button(null, new FontIcon(Feather.X));
        closing.setId("audit-close");
        closing.getStyleClass().add("icon-button");
        closing.setAccessibleText(Texts.get("executions.detail.close"));
        closing.setTooltip(new Tooltip(Texts.get("executions.detail.close")));
        closing.setOnAction(_ -> close.run());
        VBox texts = new VBox(2, name, line);
        HBox.setHgrow(texts, Priority.ALWAYS);
        texts.setMinWidth(0);
        HBox head = new HBox(8, texts, closing);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("detail-head");
        head.setMinHeight(Region.USE_PREF_SIZE);
        return head;
    }

    void show(AuditEntry entry) {
        if (entry.equals(shown)) {
            return;
        }
        shown = entry;
        write();
    }

    /// Times are written in another zone now.
    void write() {
        AuditEntry entry = shown;
        if (entry == null) {
            return;
        }
        Times times = session.times();
        name.setText(entry.action());
        line.setText(Texts.get("audit.entry.line", Long.toString(entry.number()), times.full(entry.at())));
        content.getChildren().setAll(facts(entry), changes(entry));
        if (!entry.metadata().isEmpty()) {
            content.getChildren().add(table("audit.entry.metadata", entry.metadata()));
        }
        content.getChildren().add(seal(entry));
    }

    private GridPane facts(AuditEntry entry) {
        GridPane facts = grid(96);
        int row = 0;
        Hyperlink who = link(
                "audit-actor",
                AuditWords.actor(entry.actor()),
                entry.actor().id() == null
                        ? null
                        : AuditFilter.ALL.withActor(entry.actor().id().toString()));
        Label kind = new Label(AuditWords.kind(entry.actor()));
        kind.getStyleClass().addAll("muted", "small-text");
        row = fact(facts, row, "audit.entry.who", new HBox(8, who, kind));
        row = fact(
                facts,
                row,
                "audit.entry.what",
                link("audit-action", entry.action(), AuditFilter.ALL.withAction(entry.action())));
        AuditEntry.Resource resource = entry.resource();
        String one = resource.type() + (resource.id() == null ? "" : " " + resource.id());
        row = fact(
                facts,
                row,
                "audit.entry.resource",
                link("audit-resource", AuditWords.resource(resource), AuditFilter.ALL.withResource(one)));
        row = fact(facts, row, "audit.entry.when", new Label(session.times().relative(entry.at())));
        String reason = Objects.requireNonNullElse(entry.reason(), "");
        Label why = new Label(reason.isEmpty() ? Texts.get("audit.entry.no_reason") : reason);
        why.setWrapText(true);
        why.getStyleClass().add(reason.isEmpty() ? "muted" : "strong");
        fact(facts, row, "audit.entry.why", why);
        return facts;
    }

    private Hyperlink link(String id, String text, @Nullable AuditFilter filter) {
        Hyperlink link = new Hyperlink(text);
        link.setId(id);
        link.setDisable(filter == null);
        if (filter != null) {
            link.setTooltip(new Tooltip(Texts.get("audit.entry.only")));
            link.setOnAction(_ -> narrow.accept(filter));
        }
        return link;
    }

    private static Node changes(AuditEntry entry) {
        VBox box = new VBox(8, section("audit.entry.changes"));
        if (entry.changes().isEmpty()) {
            box.getChildren().add(muted("audit.entry.no_changes"));
        }
        entry.changes().forEach((field, change) -> box.getChildren().add(change(field, change)));
        return box;
    }

    private static Node change(String field, @Nullable Object change) {
        Label name = new Label(field);
        name.getStyleClass().addAll("mono", "strong");
        VBox box = new VBox(4, name);
        box.getStyleClass().add("audit-change");
        String from = AuditWords.side(change, "from");
        String to = AuditWords.side(change, "to");
        if (from == null && to == null) {
            box.getChildren().add(muted("audit.entry.not_written"));
        } else {
            box.getChildren().add(new VBox(side("−", from, "change-from"), side("+", to, "change-to")));
        }
        return box;
    }

    private static Node side(String sign, @Nullable String value, String style) {
        Label text = new Label(sign + "  " + (value == null ? Texts.get("ui.none") : value));
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        text.setMaxWidth(Double.MAX_VALUE);
        text.getStyleClass().addAll("mono", "change-side", style);
        return text;
    }

    private static Node table(String titleKey, Map<String, @Nullable Object> values) {
        GridPane grid = grid(140);
        int row = 0;
        for (Map.Entry<String, @Nullable Object> value : values.entrySet()) {
            Label name = new Label(value.getKey());
            name.getStyleClass().addAll("mono", "muted");
            Label text = new Label(AuditWords.value(value.getValue()));
            text.getStyleClass().add("mono");
            text.setWrapText(true);
            grid.addRow(row++, name, text);
        }
        return new VBox(8, section(titleKey), grid);
    }

    private Node seal(AuditEntry entry) {
        Label hash = new Label(entry.hash());
        hash.setId("audit-hash");
        hash.getStyleClass().addAll("mono", "code-box");
        hash.setWrapText(true);
        hash.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(hash, Priority.ALWAYS);
        Button copy = new Button(null, new FontIcon(Feather.COPY));
        copy.getStyleClass().add("icon-button");
        copy.setAccessibleText(Texts.get("audit.entry.copy_hash"));
        copy.setTooltip(new Tooltip(Texts.get("audit.entry.copy_hash")));
        copy.setOnAction(_ -> {
            Clip.put(entry.hash());
            session.toasts().info(Texts.get("audit.copied"));
        });
        HBox box = new HBox(8, hash, copy);
        box.setAlignment(Pos.CENTER_LEFT);
        Label hint = muted("audit.entry.hash_hint");
        return new VBox(8, section("audit.entry.hash"), box, hint);
    }

    private static Label section(String key) {
        Label title = new Label(Texts.get(key));
        title.getStyleClass().add("section-title");
        return title;
    }

    private static Label muted(String key) {
        Label text = new Label(Texts.get(key));
        text.getStyleClass().addAll("muted", "small-text");
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        return text;
    }

    private static int fact(GridPane facts, int row, String key, Node value) {
        Label name = new Label(Texts.get(key));
        name.getStyleClass().add("muted");
        if (value instanceof HBox box) {
            box.setAlignment(Pos.CENTER_LEFT);
        }
        facts.addRow(row, name, value);
        GridPane.setValignment(name, VPos.TOP);
        return row + 1;
    }

    private static GridPane grid(double names) {
        GridPane grid = new GridPane(12, 6);
        ColumnConstraints first = new ColumnConstraints(names);
        ColumnConstraints second = new ColumnConstraints();
        second.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(first, second);
        return grid;
    }
}

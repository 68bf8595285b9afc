package eu.runlater.console.inbound;

import eu.runlater.console.executions.ByteSize;
import eu.runlater.console.executions.Clip;
import eu.runlater.console.executions.CurlCommand;
import eu.runlater.console.inbound.EventsModel.Only;
import eu.runlater.console.ui.CellContent;
import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.Row;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.EndpointView;
import eu.runlater.model.InboundEventView;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What one endpoint received, newest first. FX thread.
final class EventList extends VBox {
    private final EventsModel model;
    private final LiveTable<UUID, InboundEventView> table;
    private final StackPane body = new StackPane();
    private @Nullable EndpointView endpoint;

    /// @param side what else stands in the line above, at its right
    EventList(EventsModel model, Times times, Consumer<InboundEventView> open, List<Node> side) {
        super(8);
        this.model = model;
        setId("events");
        table = new LiveTable<>(model.rows());
        table.column("inbound.event.at", 104, () -> CellContent.text(event -> times.brief(event.receivedAt()), "mono"))
                .setMinWidth(96);
        table.column("inbound.event.status", 104, () -> label(InboundText::state))
                .setMinWidth(96);
        table.column("inbound.event.method", 66, () -> CellContent.text(InboundEventView::method, "mono"))
                .setMinWidth(58);
        var size = table.column(
                "inbound.event.size", 74, () -> CellContent.text(event -> ByteSize.of(event.bytes()), "mono"));
        size.getStyleClass().add("number");
        size.setMinWidth(66);
        table.column("inbound.event.source", 112, () -> CellContent.text(EventList::source, "mono", "muted"))
                .setMinWidth(90);
        table.column("inbound.event.signature", 110, () -> label(this::signature))
                .setMinWidth(80);
        table.onOpen(row -> open.accept(row.value()));
        table.onNearEnd(model::loadMore);
        Segments<Only> only =
                new Segments<>(List.of(Only.values()), one -> InboundText.word("inbound.only.", one.name()));
        only.setId("events-only");
        only.valueProperty().set(model.only());
        only.valueProperty().subscribe(chosen -> {
            if (chosen != null) {
                model.show(chosen);
            }
        });
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox top = new HBox(8, only, space);
        top.getChildren().addAll(side);
        top.setAlignment(Pos.CENTER_LEFT);
        top.getStyleClass().add("events-top");
        VBox.setVgrow(body, Priority.ALWAYS);
        body.setMinHeight(0);
        getChildren().addAll(top, body);
        model.noneProperty().subscribe(this::showBody);
    }

    LiveTable<UUID, InboundEventView> table() {
        return table;
    }

    void show(EndpointView now) {
        boolean other = endpoint == null || !endpoint.id().equals(now.id());
        endpoint = now;
        table.table().refresh(); // whether a signature was verified depends on the endpoint
        if (other) {
            table.clearSelection();
        }
        showBody();
    }

    @Nullable
    InboundEventView selected() {
        Row<UUID, InboundEventView> row = table.selected();
        return row == null ? null : row.value();
    }

    private void showBody() {
        EndpointView shown = endpoint;
        if (!model.noneProperty().get() || shown == null) {
            body.getChildren().setAll(table);
        } else if (model.only() == Only.ALL) {
            body.getChildren().setAll(waiting(shown));
        } else {
            body.getChildren()
                    .setAll(new EmptyState(
                            Feather.SEARCH,
                            Texts.get("inbound.events.no_match_title"),
                            Texts.get("inbound.events.no_match")));
        }
    }

    /// Nothing came yet: the call to try it with.
    private static EmptyState waiting(EndpointView endpoint) {
        Button copy = new Button(Texts.get("inbound.events.copy"), new FontIcon(Feather.COPY));
        copy.setId("events-curl");
        copy.getStyleClass().add("accent");
        copy.setOnAction(_ -> Clip.put(sample(endpoint)));
        return new EmptyState(
                Feather.DOWNLOAD_CLOUD,
                Texts.get("inbound.events.none_title"),
                Texts.get(
                        endpoint.enabled()
                                ? endpoint.verification() == null ? "inbound.events.none" : "inbound.events.none_signed"
                                : "inbound.events.none_disabled"),
                copy);
    }

    static String sample(EndpointView endpoint) {
        return CurlCommand.of(
                "POST",
                endpoint.inboundUrl(),
                List.of(Map.entry("Content-Type", "application/json")),
                "{\"hello\": \"world\"}");
    }

    private StateLook signature(InboundEventView event) {
        EndpointView shown = endpoint;
        return shown == null
                ? new StateLook(Feather.MINUS, Texts.get("ui.none"), "tone-muted")
                : InboundText.signature(shown, event);
    }

    private static String source(InboundEventView event) {
        return event.sourceIp() == null ? Texts.get("ui.none") : event.sourceIp();
    }

    private static CellContent<InboundEventView> label(Function<InboundEventView, StateLook> look) {
        StatusLabel label = new StatusLabel();
        return CellContent.of(label, event -> label.show(look.apply(event)));
    }
}

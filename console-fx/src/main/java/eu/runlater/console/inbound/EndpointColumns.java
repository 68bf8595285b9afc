package eu.runlater.console.inbound;

import eu.runlater.console.ui.CellContent;
import eu.runlater.console.ui.LiveTable;
import eu.runlater.console.ui.RelativeTime;
import eu.runlater.console.ui.Row;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.EndpointView;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The columns of the list of endpoints and what stands in them.
final class EndpointColumns {
    private final List<TableColumn<Row<UUID, EndpointView>, Row<UUID, EndpointView>>> spare;

    /// @param copy puts an endpoint's address into the clipboard
    EndpointColumns(LiveTable<UUID, EndpointView> table, Times times, Consumer<EndpointView> copy) {
        var state = table.column("inbound.column.state", 106, EndpointColumns::state);
        state.setMinWidth(106);
        state.setMaxWidth(120);
        var name = table.column("inbound.column.name", 190, () -> CellContent.text(EndpointView::name, "strong"));
        name.setMinWidth(110);
        var url = table.column("inbound.column.url", 330, () -> url(copy));
        url.setMinWidth(160);
        var targets = table.column("inbound.column.targets", 170, () -> CellContent.text(InboundText::targets));
        targets.setMinWidth(90);
        var order = table.column("inbound.column.order", 150, () -> CellContent.text(InboundText::order, "muted"));
        var last = table.column("inbound.column.last", 110, () -> last(times));
        last.getStyleClass().add("number");
        last.setMinWidth(100);
        spare = List.of(url, targets, order);
    }

    /// Leaves out what the detail beside the list says anyway.
    void setNarrow(boolean narrow) {
        spare.forEach(column -> column.setVisible(!narrow));
    }

    private static CellContent<EndpointView> state() {
        StatusLabel label = new StatusLabel();
        return CellContent.of(label, endpoint -> label.show(InboundText.state(endpoint)));
    }

    private static CellContent<EndpointView> url(Consumer<EndpointView> copy) {
        Label label = new Label();
        label.getStyleClass().add("mono");
        label.setMinWidth(0);
        Button button = copyButton();
        HBox box = new HBox(4, label, button);
        box.setAlignment(Pos.CENTER_LEFT);
        return CellContent.of(box, endpoint -> {
            label.setText(endpoint.inboundUrl());
            button.setOnAction(_ -> copy.accept(endpoint));
        });
    }

    static Button copyButton() {
        Button button = new Button(null, new FontIcon(Feather.COPY));
        button.getStyleClass().addAll("icon-button", "in-row");
        button.setAccessibleText(Texts.get("inbound.copy_url"));
        button.setTooltip(new Tooltip(Texts.get("inbound.copy_url")));
        button.setFocusTraversable(false);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private static CellContent<EndpointView> last(Times times) {
        RelativeTime label = new RelativeTime(times);
        return CellContent.of(label, endpoint -> label.setAt(endpoint.lastEventAt()));
    }
}

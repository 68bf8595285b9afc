package eu.runlater.console.inbound;

import eu.runlater.console.inbound.EventsModel.Shown;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.EndpointView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One endpoint beside the list: its address, then its events, or one of them, or how it is defined. FX thread.
final class EndpointPane extends VBox {
    private static final List<String> TABS = List.of("events", "definition");

    private final EventsModel model;
    private final EventList events;
    private final EventPane event;
    private final EndpointDefinition definition = new EndpointDefinition();
    private final ScrollPane definitionScroll = new ScrollPane(definition);
    private final Label name = new Label();
    private final StatusLabel state = new StatusLabel();
    private final Label url = new Label();
    private final Label targets = new Label();
    private final Button copy = EndpointColumns.copyButton();
    private final Label trouble = new Label();
    private final ToggleGroup tabs = new ToggleGroup();
    private final StackPane body = new StackPane();
    private @Nullable EndpointView endpoint;

    /// @param buttons what can be done with the endpoint · @param copyUrl puts its address into the clipboard
    EndpointPane(
            EventsModel model,
            EventList events,
            EventPane event,
            List<Node> buttons,
            Consumer<EndpointView> copyUrl,
            Runnable close) {
        this.model = model;
        this.events = events;
        this.event = event;
        setId("endpoint-pane");
        getStyleClass().add("detail-pane");
        name.getStyleClass().add("detail-name");
        state.getStyleClass().add("badge");
        state.setMinWidth(Region.USE_PREF_SIZE);
        Button closing = new Button(null, new FontIcon(Feather.X));
        closing.setId("endpoint-close");
        closing.getStyleClass().add("icon-button");
        closing.setAccessibleText(Texts.get("inbound.command.close"));
        closing.setTooltip(new Tooltip(Texts.get("inbound.command.close")));
        closing.setOnAction(_ -> close.run());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox.setHgrow(name, Priority.SOMETIMES);
        List<Node> right = new ArrayList<>(buttons);
        right.add(closing);
        HBox actions = new HBox(6);
        actions.getChildren().addAll(right);
        actions.setAlignment(Pos.CENTER_RIGHT);
        actions.setMinWidth(Region.USE_PREF_SIZE);
        HBox first = new HBox(10, name, state, space, actions);
        first.setAlignment(Pos.CENTER_LEFT);
        url.getStyleClass().addAll("mono", "detail-line");
        url.setId("endpoint-url");
        url.setMinWidth(0);
        copy.setOnAction(_ -> {
            if (endpoint != null) {
                copyUrl.accept(endpoint);
            }
        });
        HBox address = new HBox(4, url, copy);
        address.setAlignment(Pos.CENTER_LEFT);
        targets.getStyleClass().addAll("muted", "small-text");
        targets.setId("endpoint-targets");
        VBox head = new VBox(2, first, address, targets);
        head.getStyleClass().add("detail-head");
        trouble.getStyleClass().add("detail-trouble");
        trouble.setId("endpoint-trouble");
        trouble.setWrapText(true);
        trouble.setMaxWidth(Double.MAX_VALUE);
        trouble.managedProperty().bind(trouble.visibleProperty());
        trouble.setVisible(false);
        definitionScroll.setFitToWidth(true);
        definitionScroll.getStyleClass().addAll("edge-to-edge", "plain-scroll");
        VBox.setVgrow(body, Priority.ALWAYS);
        body.setMinHeight(0);
        getChildren().addAll(head, trouble, tabBar(), body);
        model.failureProperty().subscribe(why -> {
            trouble.setVisible(why != null);
            trouble.setText(why == null ? "" : FailureText.sentence(why) + "  " + FailureText.details(why));
        });
        model.shownProperty().subscribe(this::showBody);
        openTab(0);
    }

    private HBox tabBar() {
        HBox bar = new HBox();
        bar.getStyleClass().add("tab-bar");
        for (int i = 0; i < TABS.size(); i++) {
            ToggleButton tab = new ToggleButton(Texts.get("inbound.tab." + TABS.get(i)));
            tab.setId("tab-" + TABS.get(i).toLowerCase(Locale.ROOT));
            tab.getStyleClass().add("tab-button");
            tab.setTooltip(new Tooltip(Integer.toString(i + 1)));
            tab.setToggleGroup(tabs);
            tab.setOnAction(_ -> tab.setSelected(true));
            bar.getChildren().add(tab);
        }
        tabs.selectedToggleProperty().subscribe(this::showBody);
        return bar;
    }

    /// @param index 0 events · 1 definition
    void openTab(int index) {
        tabs.selectToggle(tabs.getToggles().get(index));
    }

    void show(EndpointView now) {
        endpoint = now;
        name.setText(now.name());
        name.setTooltip(new Tooltip(now.name()));
        state.show(InboundText.state(now));
        url.setText(now.inboundUrl());
        targets.setText("→ " + InboundText.targets(now) + ", " + InboundText.order(now));
        targets.setTooltip(new Tooltip(String.join("\n", now.forwardUrls())));
        events.show(now);
        definition.show(now);
        showBody();
    }

    private void showBody() {
        Shown shown = model.shownProperty().get();
        EndpointView now = endpoint;
        if (tabs.getToggles().indexOf(tabs.getSelectedToggle()) == 1) {
            body.getChildren().setAll(definitionScroll);
        } else if (shown != null && now != null) {
            event.show(now, shown);
            body.getChildren().setAll(event);
        } else {
            body.getChildren().setAll(events);
        }
    }
}

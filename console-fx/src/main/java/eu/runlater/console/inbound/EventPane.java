package eu.runlater.console.inbound;

import eu.runlater.console.executions.ByteSize;
import eu.runlater.console.executions.MessageTab;
import eu.runlater.console.inbound.EventsModel.Shown;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.EndpointView;
import eu.runlater.model.InboundEventDetail;
import eu.runlater.model.InboundEventDetail.Forward;
import eu.runlater.model.InboundEventView;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One event: when and from where it came, what became of each forwarding, then headers and body as they were received.
/// FX thread.
final class EventPane extends VBox {
    private final Times times;
    private final Consumer<UUID> openExecution;
    private final StatusLabel state = new StatusLabel();
    private final StatusLabel signature = new StatusLabel();
    private final Label at = new Label();
    private final Label from = new Label();
    private final Label reason = new Label();
    private final VBox forwards = new VBox(4);
    private final MessageTab message = new MessageTab("event-message");

    /// @param buttons what can be done with it · @param back to the list of events
    EventPane(Times times, Consumer<UUID> openExecution, List<Node> buttons, Runnable back) {
        super(8);
        this.times = times;
        this.openExecution = openExecution;
        setId("event");
        Button all = new Button(Texts.get("inbound.event.back"), new FontIcon(Feather.ARROW_LEFT));
        all.setId("event-back");
        all.getStyleClass().addAll("small", "flat");
        all.setOnAction(_ -> back.run());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox top = new HBox(8, all, space);
        top.getChildren().addAll(buttons);
        top.setAlignment(Pos.CENTER_LEFT);
        state.getStyleClass().add("badge");
        signature.getStyleClass().add("badge");
        for (Region label : List.of(state, signature)) {
            label.setMinWidth(USE_PREF_SIZE);
        }
        at.getStyleClass().addAll("mono", "strong");
        at.setMinWidth(USE_PREF_SIZE);
        HBox first = new HBox(10, at, state, signature);
        first.setAlignment(Pos.CENTER_LEFT);
        from.getStyleClass().addAll("muted", "small-text");
        from.setWrapText(true);
        reason.getStyleClass().add("event-reason");
        reason.setId("event-reason");
        reason.setWrapText(true);
        reason.setMinHeight(USE_PREF_SIZE);
        reason.managedProperty().bind(reason.visibleProperty());
        Label title = new Label(Texts.get("inbound.event.forwards"));
        title.getStyleClass().add("section-title");
        VBox head = new VBox(8, top, first, from, reason, title, forwards);
        head.setMinHeight(USE_PREF_SIZE);
        head.getStyleClass().add("event-head");
        VBox.setVgrow(message, Priority.ALWAYS);
        getChildren().addAll(head, message);
    }

    void show(EndpointView endpoint, Shown shown) {
        InboundEventDetail detail = shown.detail();
        InboundEventView event = detail.event();
        at.setText(times.full(event.receivedAt()));
        state.show(InboundText.state(event));
        signature.show(InboundText.signature(endpoint, event));
        from.setText(Texts.get(
                "inbound.event.from",
                event.sourceIp() == null ? Texts.get("ui.none") : event.sourceIp(),
                event.contentType() == null ? Texts.get("inbound.event.no_type") : event.contentType(),
                event.id().toString()));
        reason.setText(event.reason() == null ? "" : event.reason());
        reason.setVisible(event.reason() != null);
        if (detail.forwards().isEmpty()) {
            Label none = new Label(Texts.get("inbound.event.not_forwarded"));
            none.getStyleClass().add("muted");
            forwards.getChildren().setAll(none);
        } else {
            forwards.getChildren()
                    .setAll(detail.forwards().stream().map(this::line).toList());
        }
        boolean cut = detail.body() != null && detail.body().truncated();
        message.show(
                event.method() + " " + path(endpoint) + (detail.query() == null ? "" : "?" + detail.query()),
                "",
                detail.headers(),
                shown.body(),
                cut ? Texts.get("inbound.event.cut", ByteSize.of(event.bytes())) : "",
                Texts.get("inbound.event.no_body"));
    }

    private static String path(EndpointView endpoint) {
        return URI.create(endpoint.inboundUrl()).getPath();
    }

    void focusFind() {
        message.focusFind();
    }

    private HBox line(Forward forward) {
        StatusLabel status = new StatusLabel();
        status.setMinWidth(104);
        String word = forward.status();
        status.show(word == null ? "pending" : word);
        Label code = new Label(
                forward.statusCode() == null ? "" : forward.statusCode().toString());
        code.getStyleClass().add("mono");
        code.setMinWidth(34);
        Hyperlink url = new Hyperlink(forward.url() == null ? Texts.get("inbound.event.gone") : forward.url());
        url.getStyleClass().addAll("mono", "forward-link");
        UUID execution = forward.executionId();
        url.setDisable(execution == null);
        url.setOnAction(_ -> {
            if (execution != null) {
                openExecution.accept(execution);
            }
        });
        Label said = new Label(forward.errorMessage() == null ? "" : forward.errorMessage());
        said.getStyleClass().addAll("muted", "small-text");
        said.setMinWidth(0);
        HBox line = new HBox(8, status, code, url, said);
        line.setAlignment(Pos.CENTER_LEFT);
        Integer attempt = forward.attempt();
        if (attempt != null && attempt > 1) {
            Label tries = new Label(Texts.get("inbound.event.attempt", attempt));
            tries.getStyleClass().addAll("muted", "small-text");
            tries.setMinWidth(USE_PREF_SIZE);
            line.getChildren().add(3, tries);
        }
        return line;
    }
}

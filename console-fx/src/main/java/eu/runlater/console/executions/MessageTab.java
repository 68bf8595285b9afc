package eu.runlater.console.executions;

import eu.runlater.console.ui.Texts;
import eu.runlater.model.ExecutionDetail.HeaderLine;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A request or a response: a first line, headers above, body below with a divider between them. FX thread.
public final class MessageTab extends VBox {
    private final Label head = new Label();
    private final Label aside = new Label();
    private final Label headerTitle = new Label();
    private final HeaderList headers = new HeaderList();
    private final BodyPane body;
    private final Label noBody = new Label();
    private final StackPane bodyArea = new StackPane();
    private List<HeaderLine> shownHeaders = List.of();

    public MessageTab(String id) {
        super(12);
        setId(id);
        getStyleClass().add("message-tab");
        body = new BodyPane(id + "-body");
        head.getStyleClass().addAll("mono", "message-head");
        head.setWrapText(true);
        head.setMinHeight(Region.USE_PREF_SIZE);
        aside.getStyleClass().addAll("muted", "small-text");
        aside.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(head, Priority.ALWAYS);
        head.setMaxWidth(Double.MAX_VALUE);
        HBox first = new HBox(12, head, aside);
        first.setAlignment(Pos.TOP_LEFT);
        headerTitle.getStyleClass().add("section-title");
        Button copy = new Button(Texts.get("executions.headers.copy"), new FontIcon(Feather.COPY));
        copy.getStyleClass().addAll("small", "flat");
        copy.setOnAction(_ -> Clip.put(HeaderList.text(shownHeaders)));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox titleLine = new HBox(8, headerTitle, space, copy);
        titleLine.setAlignment(Pos.CENTER_LEFT);
        ScrollPane scroll = new ScrollPane(headers);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("edge-to-edge", "plain-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox upper = new VBox(2, titleLine, scroll);
        upper.setMinHeight(90);
        noBody.getStyleClass().add("muted");
        Label bodyTitle = new Label(Texts.get("executions.body.title"));
        bodyTitle.getStyleClass().add("section-title");
        VBox.setVgrow(bodyArea, Priority.ALWAYS);
        VBox lower = new VBox(8, bodyTitle, bodyArea);
        lower.getStyleClass().add("message-body");
        StackPane.setAlignment(noBody, Pos.TOP_LEFT);
        SplitPane split = new SplitPane(upper, lower);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.42);
        split.getStyleClass().add("message-split");
        VBox.setVgrow(split, Priority.ALWAYS);
        getChildren().addAll(first, split);
    }

    /// @param note about the body's size; may be empty
    /// @param withoutBody what to say when there is none
    public void show(
            String firstLine,
            String sideNote,
            List<HeaderLine> headerLines,
            @Nullable BodyContent content,
            String note,
            String withoutBody) {
        head.setText(firstLine);
        aside.setText(sideNote);
        if (!headerLines.equals(shownHeaders)) {
            headers.show(headerLines);
        }
        shownHeaders = headerLines;
        headerTitle.setText(Texts.get("executions.headers.title", headerLines.size()));
        if (content == null) {
            noBody.setText(withoutBody);
            bodyArea.getChildren().setAll(noBody);
        } else {
            body.show(content, note);
            bodyArea.getChildren().setAll(body);
        }
    }

    public void focusFind() {
        body.focusFind();
    }
}

package eu.runlater.console.ui;

import eu.runlater.console.api.ApiFailure;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The states every screen has, around its content: loading the first time (skeleton after 150 ms), loading again (old
/// content stays, thin line on top), empty, and failed (a message above the last good content). FX thread.
public final class StatePane extends VBox {
    private static final Duration BEFORE_SKELETON = Duration.millis(150);
    private static final int SKELETON_ROWS = 8;

    private final Node content;
    private final Node skeleton = skeleton();
    private final StackPane body = new StackPane();
    private final ProgressBar progress = new ProgressBar();
    private final HBox failureBar = new HBox(12);
    private final PauseTransition skeletonDelay = new PauseTransition(BEFORE_SKELETON);
    private final Runnable retry;
    private boolean loadedOnce;

    /// @param retry what `Retry` under a failure does
    public StatePane(Node content, Runnable retry) {
        this.content = content;
        this.retry = retry;
        getStyleClass().add("state-pane");
        progress.getStyleClass().addAll("small", "reloading");
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setVisible(false);
        failureBar.getStyleClass().add("failure-bar");
        failureBar.setAlignment(Pos.CENTER_LEFT);
        failureBar.setVisible(false);
        failureBar.managedProperty().bind(failureBar.visibleProperty());
        VBox.setVgrow(body, Priority.ALWAYS);
        skeletonDelay.setOnFinished(_ -> body.getChildren().setAll(skeleton));
        getChildren().addAll(progress, failureBar, body);
    }

    /// A question is on its way.
    public void loading() {
        if (loadedOnce) {
            progress.setVisible(true);
            progress.setProgress(ProgressBar.INDETERMINATE_PROGRESS);
        } else if (!failureBar.isVisible()) {
            skeletonDelay.playFromStart();
        }
    }

    /// There is something to show.
    public void loaded() {
        settle();
        failureBar.setVisible(false);
        show(content);
    }

    /// There is nothing to show, and why, and what to do about it.
    public void empty(EmptyState state) {
        settle();
        failureBar.setVisible(false);
        show(state);
    }

    /// What was shown stays below the message.
    public void failed(ApiFailure failure) {
        boolean before = loadedOnce;
        settle();
        loadedOnce = before;
        if (!before) {
            body.getChildren().clear();
        }
        String sentence = FailureText.sentence(failure);
        String details = FailureText.details(failure);
        Label text = new Label(sentence);
        text.getStyleClass().add("failure-text");
        text.setWrapText(true);
        Label small = new Label(details);
        small.getStyleClass().add("failure-details");
        small.setWrapText(true);
        VBox texts = new VBox(2, text, small);
        HBox.setHgrow(texts, Priority.ALWAYS);
        Button again = new Button(Texts.get("ui.failure.retry"), new FontIcon(Feather.ROTATE_CW));
        again.setOnAction(_ -> retry.run());
        Button copy = new Button(Texts.get("ui.failure.copy"), new FontIcon(Feather.COPY));
        copy.setOnAction(_ -> {
            ClipboardContent clip = new ClipboardContent();
            clip.putString(sentence + "\n" + details);
            Clipboard.getSystemClipboard().setContent(clip);
        });
        for (Button button : new Button[] {again, copy}) {
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.getStyleClass().add("small");
        }
        FontIcon icon = new FontIcon(Feather.ALERT_TRIANGLE);
        icon.getStyleClass().add("failure-icon");
        failureBar.getChildren().setAll(icon, texts, again, copy);
        failureBar.setVisible(true);
    }

    public @Nullable Node shown() {
        return body.getChildren().isEmpty() ? null : body.getChildren().getFirst();
    }

    private void settle() {
        skeletonDelay.stop();
        progress.setProgress(0);
        progress.setVisible(false);
        loadedOnce = true;
    }

    private void show(Node node) {
        if (shown() != node) {
            body.getChildren().setAll(node);
        }
    }

    private static Node skeleton() {
        VBox rows = new VBox(14);
        rows.getStyleClass().add("skeleton");
        for (int i = 0; i < SKELETON_ROWS; i++) {
            Region wide = new Region();
            wide.getStyleClass().add("skeleton-bar");
            wide.setPrefWidth(260 + 40.0 * (i * 5 % 7));
            Region narrow = new Region();
            narrow.getStyleClass().add("skeleton-bar");
            narrow.setPrefWidth(90);
            rows.getChildren().add(new HBox(24, narrow, wide));
        }
        return rows;
    }
}

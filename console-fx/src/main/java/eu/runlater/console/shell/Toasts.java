package eu.runlater.console.shell;

import atlantafx.base.controls.Notification;
import eu.runlater.console.ui.Texts;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Short messages at the bottom right: what was done, with a way back if there is one; what failed stays until it
/// is closed. FX thread.
public final class Toasts {
    private static final Duration SHORT = Duration.seconds(4);
    private static final Duration UNDO = Duration.seconds(10);
    private static final int MAX_SHOWN = 4;

    private final VBox stack = new VBox(8);
    private @Nullable Runnable undo;

    private final Duration shortly;
    private final Duration undoable;

    public Toasts() {
        this(SHORT, UNDO);
    }

    /// @param shortly how long a message stays · @param undoable how long one with a way back does
    public Toasts(Duration shortly, Duration undoable) {
        this.shortly = shortly;
        this.undoable = undoable;
        stack.getStyleClass().add("toasts");
        stack.setPickOnBounds(false);
        stack.setAlignment(Pos.BOTTOM_RIGHT);
        stack.setFillWidth(false);
        stack.setMaxSize(VBox.USE_PREF_SIZE, VBox.USE_PREF_SIZE);
        StackPane.setAlignment(stack, Pos.BOTTOM_RIGHT);
    }

    /// Where the messages appear; to be laid over the screens.
    public VBox node() {
        return stack;
    }

    public void done(String text) {
        closeAfter(shortly, toast(text, Feather.CHECK_CIRCLE, "success"));
    }

    public void info(String text) {
        closeAfter(shortly, toast(text, Feather.INFO, "accent"));
    }

    /// With a button that leads somewhere, such as to the thing just made.
    public void done(String text, String action, Runnable follow) {
        Notification toast = toast(text, Feather.CHECK_CIRCLE, "success");
        addButton(toast, action, follow);
        closeAfter(undoable, toast);
    }

    /// Can be taken back for ten seconds, by button or `Z`.
    public void undoable(String text, Runnable back) {
        Notification toast = toast(text, Feather.CHECK_CIRCLE, "success");
        undo = back;
        addButton(toast, Texts.get("shell.toast.undo"), this::undo);
        PauseTransition wait = closeAfter(undoable, toast);
        wait.statusProperty().subscribe(status -> {
            if (status == Animation.Status.STOPPED && undo == back) {
                undo = null;
            }
        });
    }

    /// Stays until closed.
    public void failed(String text) {
        toast(text, Feather.ALERT_TRIANGLE, "danger");
    }

    /// Takes back what the newest message offers to take back.
    public void undo() {
        Runnable back = undo;
        undo = null;
        if (back != null) {
            back.run();
        }
    }

    /// @return whether there was one to close
    boolean closeNewest() {
        if (stack.getChildren().isEmpty()) {
            return false;
        }
        stack.getChildren().removeLast();
        return true;
    }

    private Notification toast(String text, Ikon icon, String tone) {
        Notification toast = new Notification(text, new FontIcon(icon));
        toast.getStyleClass().addAll("toast", tone);
        toast.setOnClose(_ -> stack.getChildren().remove(toast));
        stack.getChildren().add(toast);
        if (stack.getChildren().size() > MAX_SHOWN) {
            stack.getChildren().removeFirst();
        }
        return toast;
    }

    private void addButton(Notification toast, String text, Runnable action) {
        Button button = new Button(text);
        button.setOnAction(_ -> {
            stack.getChildren().remove(toast);
            action.run();
        });
        toast.setPrimaryActions(button);
    }

    private PauseTransition closeAfter(Duration time, Notification toast) {
        PauseTransition wait = new PauseTransition(time);
        wait.setOnFinished(_ -> stack.getChildren().remove(toast));
        // Reading takes the time it takes.
        toast.hoverProperty().addListener((_, _, hovered) -> {
            if (hovered) {
                wait.pause();
            } else {
                wait.play();
            }
        });
        wait.play();
        return wait;
    }
}

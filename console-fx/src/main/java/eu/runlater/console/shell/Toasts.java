package eu.runlater.console.shell;

import atlantafx.base.controls.Notification;
import eu.runlater.console.ui.Texts;
import java.util.ArrayDeque;
import java.util.Deque;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Short messages at the bottom right: what was done, with a way back if there is one; what failed stays until it
/// is closed. FX thread.
public final class Toasts {
    private static final Duration SHORT = Duration.seconds(4);
    private static final Duration UNDO = Duration.seconds(10);
    private static final int MAX_SHOWN = 4;

    private record Undoable(Notification toast, Runnable back) {}

    private final VBox stack = new VBox(8);
    private final Deque<Undoable> undoables = new ArrayDeque<>();

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
        // A message that is gone, for whatever reason, offers nothing any more.
        stack.getChildren().addListener((ListChangeListener<Node>)
                _ -> undoables.removeIf(done -> !stack.getChildren().contains(done.toast())));
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

    /// Can be taken back for ten seconds, by its button or, as long as nothing newer can, by `Z`.
    public void undoable(String text, Runnable back) {
        Notification toast = toast(text, Feather.CHECK_CIRCLE, "success");
        Undoable done = new Undoable(toast, back);
        undoables.push(done);
        addButton(toast, Texts.get("shell.toast.undo"), () -> takeBack(done));
        closeAfter(undoable, toast);
    }

    /// Stays until closed.
    public void failed(String text) {
        toast(text, Feather.ALERT_TRIANGLE, "danger");
    }

    /// Takes back what the newest message offers to take back.
    public void undo() {
        Undoable newest = undoables.peek();
        if (newest != null) {
            takeBack(newest);
        }
    }

    private void takeBack(Undoable done) {
        if (undoables.remove(done)) {
            stack.getChildren().remove(done.toast());
            done.back().run();
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
            action.run();
            stack.getChildren().remove(toast);
        });
        toast.setPrimaryActions(button);
    }

    private void closeAfter(Duration time, Notification toast) {
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
    }
}

package eu.runlater.console.queues;

import eu.runlater.console.api.Purged;
import eu.runlater.console.queues.PurgeModel.Step;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Asks before a queue is purged: how many runs it concerns, the number typed where that is due, a reason; then shows
/// the progress and what became of them. The focus is on Cancel. FX thread.
final class PurgePane extends VBox {
    private final PurgeModel model;
    private final Runnable close;
    private final Runnable done;

    /// @param close closes the pane · @param done runs when runs were taken back
    PurgePane(PurgeModel model, Runnable close, Runnable done) {
        super(16);
        this.model = model;
        this.close = close;
        this.done = done;
        setId("purge");
        getStyleClass().addAll("pane", "confirm");
        model.stepProperty().subscribe(this::show);
    }

    /// Counts, and gives Cancel the focus.
    void open() {
        model.count();
        requestFocusOnCancel();
    }

    private void show(Step step) {
        List<Node> parts = new ArrayList<>();
        parts.add(title(step));
        switch (step) {
            case Step.Counting _ -> {
                parts.add(text(Texts.get("queues.purge.counting")));
                parts.add(progress());
                parts.add(buttons(cancel("queues.purge.cancel")));
            }
            case Step.Nothing _ -> {
                parts.add(text(Texts.get("queues.purge.nothing")));
                parts.add(buttons(cancel("queues.purge.close")));
            }
            case Step.Asking asking -> ask(asking, parts);
            case Step.Purging purging -> {
                parts.add(text(Texts.get("queues.purge.working", QueueWords.count(purging.count()))));
                parts.add(progress());
                parts.add(buttons(cancel("queues.purge.close")));
            }
            case Step.Done(Purged result) -> {
                parts.add(text(
                        result.skipped() == 0
                                ? Texts.get("queues.purge.done", QueueWords.count(result.cancelled()))
                                : Texts.get(
                                        "queues.purge.done_skipped",
                                        QueueWords.count(result.cancelled()),
                                        QueueWords.count(result.skipped()))));
                parts.add(buttons(cancel("queues.purge.close")));
            }
            case Step.Failed failed -> {
                Label why = text(FailureText.sentence(failed.why()) + "\n" + FailureText.details(failed.why()));
                why.getStyleClass().add("field-error");
                parts.add(why);
                Button again = new Button(Texts.get("ui.failure.retry"));
                again.setOnAction(_ -> model.count());
                parts.add(buttons(cancel("queues.purge.close"), again));
            }
        }
        getChildren().setAll(parts);
        requestFocusOnCancel();
    }

    private Label title(Step step) {
        Label title = new Label(
                Texts.get(step instanceof Step.Done ? "queues.purge.title_done" : "queues.purge.title", model.queue()));
        title.getStyleClass().add("pane-title");
        title.setWrapText(true);
        return title;
    }

    private void ask(Step.Asking asking, List<Node> parts) {
        String count = QueueWords.count(asking.count());
        parts.add(text(Texts.get("queues.purge.text", asking.count(), count)));
        TextField reason = new TextField();
        parts.add(new FieldBox("purge-reason", Texts.get("queues.purge.reason"), reason));
        Button go = new Button(Texts.get("queues.purge.verb", asking.count(), count));
        go.setId("purge-go");
        go.getStyleClass().add("danger");
        go.setOnAction(_ -> model.purge(reason.getText().strip(), done));
        if (asking.mustType()) {
            String number = Long.toString(asking.count());
            TextField typed = new TextField();
            parts.add(new FieldBox("purge-typed", Texts.get("shell.confirm.type", number), typed));
            go.disableProperty().bind(typed.textProperty().isNotEqualTo(number));
        }
        parts.add(buttons(cancel("queues.purge.cancel"), go));
    }

    private static Label text(String words) {
        Label text = new Label(words);
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        return text;
    }

    private static ProgressBar progress() {
        ProgressBar bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
        bar.getStyleClass().add("small");
        bar.setMaxWidth(Double.MAX_VALUE);
        return bar;
    }

    private Button cancel(String key) {
        Button cancel = new Button(Texts.get(key));
        cancel.setId("purge-cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> close.run());
        return cancel;
    }

    private static HBox buttons(Node... buttons) {
        HBox box = new HBox(8, buttons);
        box.setAlignment(Pos.CENTER_RIGHT);
        return box;
    }

    private void requestFocusOnCancel() {
        Node cancel = lookup("#purge-cancel");
        if (cancel != null) {
            Focus.on(cancel);
        }
    }
}

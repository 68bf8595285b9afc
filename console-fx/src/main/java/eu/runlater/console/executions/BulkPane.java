package eu.runlater.console.executions;

import eu.runlater.console.api.FailureApi.Action;
import eu.runlater.console.executions.BulkModel.Step;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.BulkPreview;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.OperationView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Asks before many failures are retried or discarded: how many it concerns and which query, the newest of them, a
/// reason, and the number typed where that is due. The focus is on Cancel. FX thread.
final class BulkPane extends VBox {
    private static final int SAMPLE = 5;

    private final BulkModel model;
    private final Times times;
    private final Runnable close;
    private final Consumer<OperationView> begun;

    /// @param close closes the pane · @param begun runs when the operation is stored
    BulkPane(BulkModel model, Times times, Runnable close, Consumer<OperationView> begun) {
        super(14);
        this.model = model;
        this.times = times;
        this.close = close;
        this.begun = begun;
        setId("bulk");
        getStyleClass().addAll("pane", "confirm", "bulk");
        model.stepProperty().subscribe(this::show);
    }

    /// Counts, and gives Cancel the focus.
    void open() {
        model.count();
        focusCancel();
    }

    private String text(String key, Object... values) {
        return Texts.get(BulkModel.texts(model.action()) + key, values);
    }

    private void show(Step step) {
        List<Node> parts = new ArrayList<>();
        parts.add(title(step));
        switch (step) {
            case Step.Counting _ -> {
                parts.add(query());
                parts.add(progress());
                parts.add(buttons(cancel("shell.confirm.cancel")));
            }
            case Step.Nothing _ -> {
                parts.add(query());
                parts.add(paragraph(Texts.get("executions.bulk.nothing")));
                parts.add(buttons(cancel("executions.bulk.close")));
            }
            case Step.Asking(BulkPreview preview, boolean mustType) -> ask(preview, mustType, parts);
            case Step.Beginning _ -> {
                parts.add(query());
                parts.add(progress());
            }
            case Step.Failed failed -> {
                Label why = paragraph(FailureText.sentence(failed.why()) + "\n" + FailureText.details(failed.why()));
                why.getStyleClass().add("field-error");
                parts.add(why);
                Button again = new Button(Texts.get("ui.failure.retry"));
                again.setOnAction(_ -> model.count());
                parts.add(buttons(cancel("executions.bulk.close"), again));
            }
        }
        getChildren().setAll(parts);
        focusCancel();
    }

    private Label title(Step step) {
        String words = switch (step) {
            case Step.Counting _ -> Texts.get("executions.bulk.counting");
            case Step.Nothing _ -> text("nothing");
            case Step.Asking(BulkPreview preview, boolean _) -> text("title", preview.count(), shown(preview));
            case Step.Beginning(long count) -> text("beginning", count, count(count));
            case Step.Failed _ -> text("failed");
        };
        Label title = new Label(words);
        title.getStyleClass().add("pane-title");
        title.setWrapText(true);
        return title;
    }

    private Node query() {
        Label query = new Label(model.query());
        query.getStyleClass().addAll("mono", "code-box");
        query.setWrapText(true);
        query.setMaxWidth(Double.MAX_VALUE);
        query.setMinHeight(USE_PREF_SIZE);
        query.setAccessibleText(Texts.get("executions.bulk.query", model.query()));
        return query;
    }

    private void ask(BulkPreview preview, boolean mustType, List<Node> parts) {
        parts.add(query());
        parts.add(sample(preview));
        parts.add(paragraph(text("text")));
        TextField reason = new TextField();
        parts.add(new FieldBox("bulk-reason", Texts.get("executions.bulk.reason"), reason));
        Button go = new Button(text("verb", preview.count(), shown(preview)));
        go.setId("bulk-go");
        go.getStyleClass().add(model.action() == Action.RETRY ? "accent" : "danger");
        go.setOnAction(_ -> model.begin(reason.getText().strip(), operation -> {
            close.run();
            begun.accept(operation);
        }));
        if (preview.more()) {
            go.setDisable(true); // the engine refuses so many at once
            parts.add(paragraph(Texts.get("executions.bulk.too_many", count(preview.count()))));
        } else if (mustType) {
            String number = Long.toString(preview.count());
            TextField typed = new TextField();
            parts.add(new FieldBox("bulk-typed", Texts.get("shell.confirm.type", number), typed));
            go.disableProperty().bind(typed.textProperty().isNotEqualTo(number));
        }
        parts.add(buttons(cancel("shell.confirm.cancel"), go));
    }

    private Node sample(BulkPreview preview) {
        VBox lines = new VBox(4);
        lines.setId("bulk-sample");
        lines.getStyleClass().add("bulk-sample");
        preview.sample().stream().limit(SAMPLE).map(this::line).forEach(lines.getChildren()::add);
        long others = preview.count() - lines.getChildren().size();
        if (others > 0) {
            Label more = new Label(Texts.get("executions.bulk.others", others, count(others)));
            more.getStyleClass().addAll("muted", "small-text");
            lines.getChildren().add(more);
        }
        return lines;
    }

    private Node line(ExecutionSummary run) {
        Label at = new Label(run.finishedAt() == null ? "" : times.brief(run.finishedAt()));
        at.getStyleClass().addAll("mono", "muted");
        at.setMinWidth(USE_PREF_SIZE);
        Label name = new Label(run.taskName());
        name.setMinWidth(USE_PREF_SIZE);
        name.setMaxWidth(200);
        Label error = new Label(
                run.errorMessage() == null
                        ? ""
                        : run.errorMessage().lines().findFirst().orElse(""));
        error.getStyleClass().add("muted");
        error.setMinWidth(0);
        HBox.setHgrow(error, Priority.ALWAYS);
        return new HBox(10, at, name, error);
    }

    private static String shown(BulkPreview preview) {
        return count(preview.count()) + (preview.more() ? "+" : "");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static Label paragraph(String words) {
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
        cancel.setId("bulk-cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> close.run());
        return cancel;
    }

    private static HBox buttons(Node... buttons) {
        HBox box = new HBox(8, buttons);
        box.setAlignment(Pos.CENTER_RIGHT);
        return box;
    }

    private void focusCancel() {
        Node cancel = lookup("#bulk-cancel");
        if (cancel != null) {
            Focus.on(cancel);
        }
    }
}

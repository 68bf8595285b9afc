package eu.runlater.console.newtask;

import eu.runlater.console.executions.FailureSentence;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.Accepted;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.ExecutionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The run that came of the form, as it goes: accepted, each attempt with its state, what follows. FX thread.
final class RunWatch extends VBox {
    private final Times times;
    private final VBox steps = new VBox(10);
    private final Label title = new Label(Texts.get("newtask.watch.title"));
    private final Button open = new Button(Texts.get("newtask.watch.open"), new FontIcon(Feather.ARROW_RIGHT));
    private @Nullable Accepted accepted;
    private @Nullable ExecutionDetail run;

    RunWatch(Times times, Consumer<Accepted> openRun) {
        super(12);
        this.times = times;
        setId("watch");
        getStyleClass().addAll("card-box", "watch");
        title.getStyleClass().add("card-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        open.setId("watch-open");
        open.getStyleClass().addAll("small");
        open.setOnAction(_ -> {
            if (accepted != null) {
                openRun.accept(accepted);
            }
        });
        open.setMinWidth(USE_PREF_SIZE);
        HBox top = new HBox(8, title, space, open);
        top.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(top, steps);
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    void show(@Nullable Accepted stored, @Nullable ExecutionDetail detail) {
        accepted = stored;
        run = detail;
        setVisible(stored != null);
        beat();
    }

    void beat() {
        Accepted stored = accepted;
        if (stored == null) {
            return;
        }
        List<Node> lines = new ArrayList<>();
        StatusLabel done = new StatusLabel();
        done.show("success");
        done.setText(Texts.get("newtask.watch.accepted"));
        lines.add(line(done, Texts.get("newtask.watch.stored", stored.runId())));
        ExecutionDetail detail = run;
        if (detail == null) {
            lines.add(line(pending(), Texts.get("newtask.watch.due", times.relative(stored.scheduledFor()))));
        } else {
            detail.attempts().forEach(attempt -> lines.add(attempt(attempt)));
            ExecutionSummary last = detail.attempts().isEmpty()
                    ? detail.execution()
                    : detail.attempts().getLast();
            Instant next = last.nextAttemptAt();
            if (next != null && !last.finalAttempt()) {
                lines.add(line(pending(), Texts.get("newtask.watch.next", times.relative(next))));
            }
        }
        steps.getChildren().setAll(lines);
    }

    private static StatusLabel pending() {
        StatusLabel label = new StatusLabel();
        label.show("pending");
        return label;
    }

    private Node attempt(ExecutionSummary attempt) {
        StatusLabel state = new StatusLabel();
        state.show(attempt);
        String text = switch (attempt.state()) {
            case PENDING -> Texts.get("newtask.watch.due", times.relative(attempt.scheduledFor()));
            case RUNNING -> Texts.get("newtask.watch.running");
            default -> {
                String took = attempt.durationMs() == null ? "" : Times.took(attempt.durationMs());
                yield FailureSentence.of(attempt) + (took.isEmpty() ? "" : "  " + took);
            }
        };
        return line(state, text);
    }

    private static Node line(StatusLabel state, String text) {
        state.setMinWidth(116);
        state.setPrefWidth(116);
        Label words = new Label(text);
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox line = new HBox(8, state, words);
        line.setAlignment(Pos.TOP_LEFT);
        return line;
    }
}

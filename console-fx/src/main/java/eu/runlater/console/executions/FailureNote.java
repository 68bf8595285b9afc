package eu.runlater.console.executions;

import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Waiting;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What became of the attempt in a sentence, the engine's own words below it, and what follows.
final class FailureNote extends VBox {
    /// What somebody may have to do something about.
    private static final Set<String> HELD_UP = Set.of("queue_paused", "circuit_open", "organization_cap");

    private final Times times;
    private final Label sentence = new Label();
    private final Label words = new Label();
    private final Label next = new Label();
    private final Label why = new Label();
    private final Hyperlink link = new Hyperlink();
    private @Nullable WaitLink target;
    private String tone = "tone-muted";

    /// @param open follows the link to what it waits for
    FailureNote(Times times, Consumer<WaitLink> open) {
        super(4);
        this.times = times;
        setId("failure-note");
        getStyleClass().addAll("failure-note", tone);
        why.getStyleClass().add("fact-name");
        sentence.setId("note-sentence");
        sentence.getStyleClass().add("note-sentence");
        words.getStyleClass().addAll("mono", "note-words");
        next.setId("note-next");
        next.getStyleClass().add("note-next");
        for (Label label : new Label[] {why, sentence, words, next}) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
            label.managedProperty().bind(label.visibleProperty());
            label.visibleProperty().bind(label.textProperty().isNotEmpty());
        }
        link.setId("note-link");
        link.managedProperty().bind(link.visibleProperty());
        link.setOnAction(_ -> {
            link.setVisited(false);
            if (target != null) {
                open.accept(target);
            }
        });
        getChildren().addAll(why, sentence, words, next, link);
    }

    /// @param waiting why it has not started; absent unless it is pending
    void show(ExecutionSummary execution, @Nullable Waiting waiting) {
        boolean heldUp = waiting != null && HELD_UP.contains(waiting.reason());
        String look = heldUp ? "tone-warning" : StateLook.of(execution).tone();
        getStyleClass().remove(tone);
        getStyleClass().add(look);
        tone = look;
        target = waiting == null ? null : WaitLink.of(execution, waiting);
        link.setVisible(target != null);
        if (target != null) {
            link.setText(target.text());
        }
        if (waiting != null) {
            why.setText(Texts.get("executions.waiting.title"));
            sentence.setText(waiting.message());
            words.setText("");
            next.setText(until(waiting));
            return;
        }
        why.setText("");
        sentence.setText(FailureSentence.of(execution));
        words.setText(execution.errorMessage() == null ? "" : execution.errorMessage());
        String follows = FailureSentence.next(execution);
        Instant at = execution.nextAttemptAt();
        next.setText(
                at == null || follows.isEmpty()
                        ? follows
                        : Texts.get("executions.next.at", follows, times.absolute(at), times.relative(at)));
    }

    /// What happens when, as far as the engine knows; counts down.
    private String until(Waiting waiting) {
        Instant at = waiting.until();
        if (at == null) {
            return "";
        }
        if (!at.isAfter(times.now())) {
            return Texts.get("executions.waiting.now");
        }
        String key = "executions.waiting.until." + waiting.reason();
        return Texts.get(
                Texts.has(key) ? key : "executions.waiting.until.other", times.absolute(at), times.relative(at));
    }
}

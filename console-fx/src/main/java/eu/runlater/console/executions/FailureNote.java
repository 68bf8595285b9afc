package eu.runlater.console.executions;

import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.ExecutionSummary;
import java.time.Instant;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// What became of the attempt in a sentence, the engine's own words below it, and what follows.
final class FailureNote extends VBox {
    private final Times times;
    private final Label sentence = new Label();
    private final Label words = new Label();
    private final Label next = new Label();
    private String tone = "tone-muted";

    FailureNote(Times times) {
        super(4);
        this.times = times;
        setId("failure-note");
        getStyleClass().addAll("failure-note", tone);
        sentence.getStyleClass().add("note-sentence");
        words.getStyleClass().addAll("mono", "note-words");
        next.getStyleClass().add("note-next");
        for (Label label : new Label[] {sentence, words, next}) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
            label.managedProperty().bind(label.visibleProperty());
            label.visibleProperty().bind(label.textProperty().isNotEmpty());
        }
        getChildren().addAll(sentence, words, next);
    }

    void show(ExecutionSummary execution) {
        String look = StateLook.of(execution).tone();
        getStyleClass().remove(tone);
        getStyleClass().add(look);
        tone = look;
        sentence.setText(FailureSentence.of(execution));
        words.setText(execution.errorMessage() == null ? "" : execution.errorMessage());
        String follows = FailureSentence.next(execution);
        Instant at = execution.nextAttemptAt();
        next.setText(
                at == null || follows.isEmpty()
                        ? follows
                        : Texts.get("executions.next.at", follows, times.absolute(at), times.relative(at)));
    }
}

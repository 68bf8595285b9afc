package eu.runlater.console.executions;

import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.ExecutionDetail.Phases;
import eu.runlater.model.ExecutionSummary;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The run in time: all attempts on one line, and the phases of the chosen one. FX thread.
final class TimelineTab extends ScrollPane {
    private final Times times;
    private final RunTimeline timeline;
    private final PhaseBars bars = new PhaseBars();
    private final Label attemptTitle = new Label();
    private final FlowPane facts = new FlowPane(24, 10);
    private final Label noPhases = new Label(Texts.get("executions.phase.none"));
    private final CheckBox trueScale = new CheckBox(Texts.get("executions.timeline.true_scale"));
    private final VBox content = new VBox();

    TimelineTab(Times times, Consumer<UUID> onChoose) {
        this.times = times;
        this.timeline = new RunTimeline(times);
        setId("timeline-tab");
        getStyleClass().addAll("edge-to-edge", "plain-scroll", "timeline-tab");
        setFitToWidth(true);
        timeline.onChoose(onChoose);
        trueScale.selectedProperty().bindBidirectional(timeline.trueScaleProperty());
        trueScale.getStyleClass().add("small-text");
        Label attempts = new Label(Texts.get("executions.timeline.attempts"));
        attempts.getStyleClass().add("section-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox top = new HBox(8, attempts, space, trueScale);
        top.setAlignment(Pos.CENTER_LEFT);
        attemptTitle.getStyleClass().addAll("section-title", "spaced-title");
        noPhases.getStyleClass().add("muted");
        facts.getStyleClass().add("facts");
        content.getStyleClass().add("timeline-content");
        content.getChildren().addAll(top, timeline, attemptTitle, bars, noPhases, facts);
        for (Region part : new Region[] {bars, noPhases}) {
            part.managedProperty().bind(part.visibleProperty());
        }
        setContent(content);
    }

    BooleanProperty trueScaleProperty() {
        return timeline.trueScaleProperty();
    }

    void beat() {
        timeline.beat();
    }

    void show(ExecutionDetail detail) {
        ExecutionSummary execution = detail.execution();
        timeline.show(detail.attempts(), execution.id());
        attemptTitle.setText(Texts.get("executions.timeline.attempt", execution.attempt(), execution.maxAttempts()));
        Phases phases = detail.phases();
        bars.setVisible(phases != null);
        noPhases.setVisible(phases == null);
        if (phases != null) {
            bars.show(PhaseBreakdown.of(phases));
        }
        facts.getChildren().clear();
        fact("due", times.absolute(execution.scheduledFor()), times.full(execution.scheduledFor()));
        moment("started", execution.startedAt());
        moment("finished", execution.finishedAt());
        Long wait = execution.waitMs();
        if (wait != null) {
            fact("waited", Times.took(wait), null);
        }
        fact("kind", Origin.of(execution.kind()), null);
        if (execution.queue() != null) {
            fact("queue", execution.queue(), null);
        }
        if (detail.node() != null) {
            fact("node", detail.node(), null);
        }
        if (detail.lateResult() != null) {
            fact("late", detail.lateResult(), null);
        }
    }

    private void moment(String name, @Nullable Instant at) {
        if (at != null) {
            fact(name, times.absolute(at), times.full(at));
        }
    }

    private void fact(String name, String value, @Nullable String exactly) {
        Label title = new Label(Texts.get("executions.fact." + name));
        title.getStyleClass().add("fact-name");
        Label text = new Label(value);
        text.getStyleClass().add("fact-value");
        if (exactly != null) {
            text.setTooltip(new javafx.scene.control.Tooltip(exactly));
        }
        facts.getChildren().add(new VBox(1, title, text));
    }
}

package eu.runlater.console.executions;

import eu.runlater.console.executions.TimeScale.Fold;
import eu.runlater.console.executions.TimeScale.Span;
import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/// The attempts of a run, one a line, on a common line of time: waiting thin, working thick, idle gaps folded.
/// Takes the focus, moves with `← → ↑ ↓ Home End` and speaks the attempt it is on.
final class RunTimeline extends Drawing {
    private static final double AXIS = 24;
    private static final double ROW = 30;
    private static final double LEFT = 108;
    private static final double RIGHT = 128;
    private static final double SHORTEST = 3;

    private final Times times;
    private final BooleanProperty trueScale = new SimpleBooleanProperty(this, "trueScale", false);
    private List<ExecutionSummary> attempts = List.of();
    private @Nullable UUID chosen;
    private Consumer<UUID> onChoose = _ -> {};

    RunTimeline(Times times) {
        this.times = times;
        setId("run-timeline");
        getStyleClass().add("run-timeline");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        setMinWidth(LEFT + RIGHT + 80);
        trueScale.subscribe(this::requestLayout);
        times.zoneProperty().subscribe(_ -> requestLayout());
        setOnKeyPressed(this::keyPressed);
        setOnMouseClicked(this::clicked);
    }

    BooleanProperty trueScaleProperty() {
        return trueScale;
    }

    void onChoose(Consumer<UUID> action) {
        onChoose = action;
    }

    void show(List<ExecutionSummary> shown, UUID current) {
        attempts = List.copyOf(shown);
        chosen = current;
        double height = AXIS + ROW * attempts.size() + 4;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
        attempts.stream()
                .filter(attempt -> attempt.id().equals(current))
                .findFirst()
                .ifPresent(attempt -> setAccessibleText(describe(attempt)));
        requestLayout();
    }

    /// Draws again while something is under way.
    void beat() {
        if (attempts.stream().anyMatch(attempt -> !attempt.state().isFinal())) {
            requestLayout();
        }
    }

    @Override
    void draw(GraphicsContext g, double width, double height) {
        if (attempts.isEmpty()) {
            return;
        }
        TimeScale scale = TimeScale.of(spans(), trueScale.get());
        double from = LEFT;
        double room = width - LEFT - RIGHT;
        drawChosen(g, width);
        drawAxis(g, scale, from, room, height);
        for (int i = 0; i < attempts.size(); i++) {
            drawAttempt(g, attempts.get(i), scale, from, room, AXIS + ROW * i + ROW / 2);
        }
    }

    private List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        for (ExecutionSummary attempt : attempts) {
            spans.add(new Span(attempt.scheduledFor(), end(attempt)));
        }
        return spans;
    }

    private Instant end(ExecutionSummary attempt) {
        Instant finished = attempt.finishedAt();
        if (finished != null) {
            return finished;
        }
        Instant now = times.now();
        boolean begun = attempt.startedAt() != null || attempt.scheduledFor().isBefore(now);
        return begun && now.isAfter(attempt.scheduledFor()) ? now : attempt.scheduledFor();
    }

    private void drawChosen(GraphicsContext g, double width) {
        int index = chosen == null ? -1 : ExecutionDetailViewModel.indexOf(attempts, chosen);
        if (index >= 0) {
            g.setFill(ink(Ink.CHOSEN));
            g.fillRoundRect(0, AXIS + ROW * index, width, ROW, 10, 10);
        }
    }

    private void drawAxis(GraphicsContext g, TimeScale scale, double from, double room, double height) {
        for (Fold fold : scale.folds()) {
            double left = from + room * fold.from();
            double right = from + room * fold.to();
            double middle = (left + right) / 2;
            g.setStroke(ink(Ink.LINE));
            g.setLineWidth(1);
            g.setLineDashes(2, 3);
            for (double x : new double[] {left + 3, right - 3}) {
                g.strokeLine(Math.round(x) + 0.5, AXIS - 2, Math.round(x) + 0.5, height - 4);
            }
            g.setLineDashes();
            String length = WaitText.of(fold.length());
            write(g, length, middle, AXIS / 2 - 1, TextAlignment.CENTER, SMALL_FONT, Ink.MUTED);
        }
        if (scale.folds().isEmpty()) {
            Instant first = attempts.getFirst().scheduledFor();
            Instant last =
                    attempts.stream().map(this::end).max(Instant::compareTo).orElse(first);
            write(
                    g,
                    Texts.get("executions.timeline.due"),
                    from,
                    AXIS / 2 - 1,
                    TextAlignment.LEFT,
                    SMALL_FONT,
                    Ink.MUTED);
            String whole = Times.took(Duration.between(first, last).toNanos() / 1e6);
            write(g, whole, from + room, AXIS / 2 - 1, TextAlignment.RIGHT, SMALL_FONT, Ink.MUTED);
        }
    }

    private void drawAttempt(
            GraphicsContext g, ExecutionSummary attempt, TimeScale scale, double from, double room, double y) {
        write(g, "#" + attempt.attempt(), 10, y, TextAlignment.LEFT, STRONG_FONT, Ink.TEXT);
        write(g, times.clock(attempt.scheduledFor()), 38, y, TextAlignment.LEFT, TEXT_FONT, Ink.MUTED);
        g.setStroke(ink(Ink.LINE));
        g.setLineWidth(1);
        g.strokeLine(from, Math.round(y) + 0.5, from + room, Math.round(y) + 0.5);
        double due = from + room * scale.at(attempt.scheduledFor());
        Instant startedAt = attempt.startedAt();
        double end = from + room * scale.at(end(attempt));
        Ink ink = inkOf(attempt);
        if (startedAt == null) {
            drawWaiting(g, due, end, y, ink);
        } else {
            double start = from + room * scale.at(startedAt);
            if (start - due > 1) {
                g.setFill(ink(Ink.WAITING));
                g.fillRoundRect(due, y - 2, start - due, 4, 4, 4);
            }
            double length = Math.max(SHORTEST, end - start);
            double left = Math.min(start, from + room - length);
            g.setFill(ink(ink));
            g.fillRoundRect(left, y - 6, length, 12, 5, 5);
        }
        write(g, outcome(attempt), from + room + 14, y, TextAlignment.LEFT, STRONG_FONT, ink);
    }

    private void drawWaiting(GraphicsContext g, double due, double end, double y, Ink ink) {
        if (end - due > 1) {
            g.setFill(ink(Ink.WAITING));
            g.fillRoundRect(due, y - 2, end - due, 4, 4, 4);
        }
        g.setStroke(ink(ink));
        g.setLineWidth(1.5);
        g.strokeOval(Math.min(due, due + 0) - 4.5, y - 4.5, 9, 9);
    }

    private String outcome(ExecutionSummary attempt) {
        Long took = attempt.durationMs();
        if (took != null) {
            String length = Times.took(took);
            Integer code = attempt.statusCode();
            String head = code != null
                    ? code.toString()
                    : StateLook.of(attempt.status()).word();
            return fit(head + " · " + length, RIGHT - 16, STRONG_FONT);
        }
        if (attempt.state() == ExecutionStatus.PENDING) {
            return times.relative(attempt.scheduledFor());
        }
        return StateLook.of(attempt.status()).word();
    }

    static Ink inkOf(ExecutionSummary attempt) {
        return switch (attempt.state()) {
            case SUCCESS -> Ink.GOOD;
            case FAILED, TIMEOUT -> Ink.BAD;
            case RUNNING -> Ink.ACTIVE;
            case MISSED, INTERRUPTED -> Ink.WARNING;
            case PENDING, CANCELLED, UNKNOWN -> Ink.MUTED;
        };
    }

    /// What is spoken for an attempt.
    String describe(ExecutionSummary attempt) {
        String took = attempt.durationMs() == null ? Texts.get("ui.none") : Times.took(attempt.durationMs());
        String wait = attempt.waitMs() == null ? Texts.get("ui.none") : Times.took(attempt.waitMs());
        return Texts.get(
                "executions.timeline.spoken",
                attempt.attempt(),
                attempt.maxAttempts(),
                StateLook.of(attempt.status()).word(),
                attempt.statusCode() == null ? "" : attempt.statusCode().toString(),
                times.clock(attempt.scheduledFor()),
                wait,
                took);
    }

    private void keyPressed(KeyEvent event) {
        int last = attempts.size() - 1;
        int now = chosen == null ? -1 : ExecutionDetailViewModel.indexOf(attempts, chosen);
        int next = switch (event.getCode()) {
            case LEFT, UP -> Math.max(0, now - 1);
            case RIGHT, DOWN -> Math.min(last, now + 1);
            case HOME -> 0;
            case END -> last;
            default -> -1;
        };
        if (next >= 0 && last >= 0) {
            choose(next);
            event.consume();
        }
    }

    private void clicked(MouseEvent event) {
        requestFocus();
        int index = (int) ((event.getY() - AXIS) / ROW);
        if (event.getY() >= AXIS && index < attempts.size()) {
            choose(index);
        }
    }

    private void choose(int index) {
        UUID id = attempts.get(index).id();
        if (!Objects.equals(id, chosen)) {
            onChoose.accept(id);
        }
    }
}

package eu.runlater.console.executions;

import eu.runlater.console.executions.PhaseBreakdown.Part;
import eu.runlater.console.executions.PhaseBreakdown.Phase;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import java.util.Locale;
import java.util.StringJoiner;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/// Where the time of one attempt went: one line a phase, each beginning where the one before ended. Takes the
/// focus, moves with `← → Home End` and speaks the phase it is on.
final class PhaseBars extends Drawing {
    private static final double ROW = 26;
    private static final double LEFT = 108;
    private static final double RIGHT = 128;
    private static final double SHORTEST = 2;

    private @Nullable PhaseBreakdown breakdown;
    private int current = -1;

    PhaseBars() {
        setId("phase-bars");
        getStyleClass().add("phase-bars");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        setMinWidth(LEFT + RIGHT + 80);
        setOnKeyPressed(this::keyPressed);
        focusedProperty().subscribe(focused -> {
            current = focused && breakdown != null ? 0 : -1;
            speak();
            requestLayout();
        });
    }

    void show(PhaseBreakdown shown) {
        breakdown = shown;
        double height = ROW * (shown.parts().size() + 1) + 4;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
        speak();
        requestLayout();
    }

    @Override
    void draw(GraphicsContext g, double width, double height) {
        PhaseBreakdown shown = breakdown;
        if (shown == null) {
            return;
        }
        double room = width - LEFT - RIGHT;
        double total = Math.max(shown.totalMs(), 0.001);
        for (int i = 0; i < shown.parts().size(); i++) {
            Part part = shown.parts().get(i);
            double y = ROW * i + ROW / 2;
            if (i == current) {
                g.setFill(ink(Ink.CHOSEN));
                g.fillRoundRect(0, y - ROW / 2, width, ROW, 8, 8);
            }
            write(g, name(part.phase()), 10, y, TextAlignment.LEFT, TEXT_FONT, Ink.TEXT);
            double start = LEFT + room * part.startMs() / total;
            double length = Math.max(SHORTEST, room * part.lengthMs() / total);
            g.setStroke(ink(Ink.LINE));
            g.setLineWidth(1);
            g.strokeLine(LEFT, Math.round(y) + 0.5, LEFT + room, Math.round(y) + 0.5);
            g.setFill(ink(inkOf(part.phase())));
            g.fillRoundRect(Math.min(start, LEFT + room - length), y - 5, length, 10, 4, 4);
            write(g, Times.took(part.lengthMs()), LEFT + room + 14, y, TextAlignment.LEFT, TEXT_FONT, Ink.TEXT);
        }
        double y = ROW * shown.parts().size() + ROW / 2;
        write(g, Texts.get("executions.phase.total"), 10, y, TextAlignment.LEFT, STRONG_FONT, Ink.TEXT);
        write(g, Times.took(shown.totalMs()), LEFT + room + 14, y, TextAlignment.LEFT, STRONG_FONT, Ink.TEXT);
    }

    static String name(Phase phase) {
        return Texts.get("executions.phase." + phase.name().toLowerCase(Locale.ROOT));
    }

    private static Ink inkOf(Phase phase) {
        return switch (phase) {
            case DNS -> Ink.DNS;
            case CONNECT -> Ink.CONNECT;
            case TLS -> Ink.TLS;
            case FIRST_BYTE -> Ink.TARGET;
            case BODY -> Ink.BODY;
            case NO_ANSWER -> Ink.BAD;
        };
    }

    private void speak() {
        PhaseBreakdown shown = breakdown;
        if (shown == null) {
            return;
        }
        if (current >= 0 && current < shown.parts().size()) {
            Part part = shown.parts().get(current);
            setAccessibleText(name(part.phase()) + " " + Times.took(part.lengthMs()));
        } else {
            StringJoiner all = new StringJoiner(", ");
            shown.parts().forEach(part -> all.add(name(part.phase()) + " " + Times.took(part.lengthMs())));
            setAccessibleText(all.toString());
        }
    }

    private void keyPressed(KeyEvent event) {
        PhaseBreakdown shown = breakdown;
        if (shown == null || shown.parts().isEmpty()) {
            return;
        }
        int last = shown.parts().size() - 1;
        int next = switch (event.getCode()) {
            case LEFT, UP -> Math.max(0, current - 1);
            case RIGHT, DOWN -> Math.min(last, current + 1);
            case HOME -> 0;
            case END -> last;
            default -> -1;
        };
        if (next >= 0) {
            current = next;
            speak();
            requestLayout();
            event.consume();
        }
    }
}

package eu.runlater.console.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/// A row of bars, each in two parts (what went well below, what did not on top). Colours come from the stylesheet;
/// drawn only when something changed. With [#describe] it takes focus, moves with `← → Home End` and speaks the bar
/// it is on.
public final class Sparkline extends Region {
    /// @param good below · @param bad on top
    public record Bar(long good, long bad) {
        public static Bar bad(long count) {
            return new Bar(0, count);
        }

        long total() {
            return good + bad;
        }
    }

    private static final StyleablePropertyFactory<Sparkline> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final CssMetaData<Sparkline, Paint> GOOD =
            FACTORY.createPaintCssMetaData("-rl-good", s -> s.good, Color.TRANSPARENT, false);
    private static final CssMetaData<Sparkline, Paint> BAD =
            FACTORY.createPaintCssMetaData("-rl-bad", s -> s.bad, Color.TRANSPARENT, false);
    private static final CssMetaData<Sparkline, Paint> BASE =
            FACTORY.createPaintCssMetaData("-rl-base", s -> s.base, Color.TRANSPARENT, false);
    private static final double GAP = 1;

    private final Canvas canvas = new Canvas();
    private final StyleableObjectProperty<Paint> good = paint(GOOD, "good");
    private final StyleableObjectProperty<Paint> bad = paint(BAD, "bad");
    private final StyleableObjectProperty<Paint> base = paint(BASE, "base");
    private final IntegerProperty current = new SimpleIntegerProperty(this, "current", -1);
    private final Tooltip tooltip = new Tooltip();
    private List<Bar> bars = List.of();
    private IntFunction<String> description = _ -> "";

    public Sparkline() {
        getStyleClass().add("sparkline");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setPrefSize(120, 20);
        setMinSize(24, 12);
        getChildren().add(canvas);
        current.addListener((_, _, _) -> requestLayout());
    }

    public void setBars(List<Bar> bars) {
        if (!bars.equals(this.bars)) {
            this.bars = List.copyOf(bars);
            requestLayout();
        }
    }

    /// One part a bar, drawn as bad.
    public void setFailures(List<Integer> counts) {
        List<Bar> failures = new ArrayList<>(counts.size());
        counts.forEach(count -> failures.add(Bar.bad(count)));
        setBars(failures);
    }

    /// Makes it a chart one can move in; `text` says what the bar of an index stands for.
    public void describe(IntFunction<String> text) {
        description = text;
        setFocusTraversable(true);
        tooltip.setShowDelay(javafx.util.Duration.millis(100));
        Tooltip.install(this, tooltip);
        setOnKeyPressed(this::keyPressed);
        setOnMouseMoved(event -> current.set(indexAt(event.getX())));
        setOnMouseExited(_ -> current.set(isFocused() ? current.get() : -1));
        current.subscribe(index -> {
            int i = index.intValue();
            String said = i >= 0 && i < bars.size() ? description.apply(i) : "";
            tooltip.setText(said);
            setAccessibleText(said);
        });
    }

    public IntegerProperty currentProperty() {
        return current;
    }

    private void keyPressed(KeyEvent event) {
        int last = bars.size() - 1;
        int now = current.get();
        int next = switch (event.getCode()) {
            case LEFT -> now < 0 ? last : Math.max(0, now - 1);
            case RIGHT -> now < 0 ? 0 : Math.min(last, now + 1);
            case HOME -> 0;
            case END -> last;
            default -> -2;
        };
        if (next != -2 && last >= 0) {
            current.set(next);
            event.consume();
        }
    }

    private int indexAt(double x) {
        return bars.isEmpty() ? -1 : Math.clamp((long) (x / (getWidth() / bars.size())), 0, bars.size() - 1);
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(snapSizeX(getWidth()));
        canvas.setHeight(snapSizeY(getHeight()));
        draw();
    }

    private void draw() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        double width = canvas.getWidth();
        double height = canvas.getHeight();
        g.clearRect(0, 0, width, height);
        long max = bars.stream().mapToLong(Bar::total).max().orElse(0);
        if (bars.isEmpty() || width <= 0) {
            return;
        }
        double step = width / bars.size();
        double barWidth = Math.max(1, Math.floor(step - GAP));
        double room = height - 2;
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double x = Math.floor(i * step);
            g.setGlobalAlpha(current.get() < 0 || current.get() == i ? 1 : 0.45);
            g.setFill(base.get());
            g.fillRect(x, height - 1, barWidth, 1);
            if (bar.total() > 0) {
                double goodHeight = bar.good() == 0 ? 0 : Math.max(2, room * bar.good() / max);
                double badHeight = bar.bad() == 0 ? 0 : Math.max(2, room * bar.bad() / max);
                g.setFill(good.get());
                g.fillRect(x, height - goodHeight, barWidth, goodHeight);
                g.setFill(bad.get());
                g.fillRect(x, height - goodHeight - badHeight, barWidth, badHeight);
            }
        }
        g.setGlobalAlpha(1);
    }

    private StyleableObjectProperty<Paint> paint(CssMetaData<Sparkline, Paint> data, String name) {
        SimpleStyleableObjectProperty<Paint> property =
                new SimpleStyleableObjectProperty<>(data, this, name, Color.TRANSPARENT);
        property.addListener((_, _, _) -> requestLayout());
        return property;
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }
}

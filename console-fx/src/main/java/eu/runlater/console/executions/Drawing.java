package eu.runlater.console.executions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/// A picture on one canvas, in colours the style sheet gives it; drawn again only when something changed. FX thread.
abstract class Drawing extends Region {
    /// What is drawn in which colour: each has a property `-rl-ink-…` in the style sheet.
    enum Ink {
        TEXT,
        MUTED,
        LINE,
        CHOSEN,
        GOOD,
        BAD,
        WARNING,
        ACTIVE,
        WAITING,
        DNS,
        CONNECT,
        TLS,
        TARGET,
        BODY;

        String property() {
            return "-rl-ink-" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final StyleablePropertyFactory<Drawing> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final Map<Ink, CssMetaData<Drawing, Paint>> META = new EnumMap<>(Ink.class);

    static {
        for (Ink ink : Ink.values()) {
            META.put(
                    ink,
                    FACTORY.createPaintCssMetaData(
                            ink.property(), drawing -> drawing.property(ink), Color.TRANSPARENT, false));
        }
    }

    static final Font TEXT_FONT = Font.font("Inter", 12);
    static final Font STRONG_FONT = Font.font("Inter Medium", 12);
    static final Font SMALL_FONT = Font.font("Inter", 11);

    private final Canvas canvas = new Canvas();
    private final Map<Ink, StyleableObjectProperty<Paint>> inks = new EnumMap<>(Ink.class);

    Drawing() {
        getStyleClass().add("drawing");
        for (Ink ink : Ink.values()) {
            StyleableObjectProperty<Paint> property =
                    new SimpleStyleableObjectProperty<>(META.get(ink), this, ink.property(), Color.TRANSPARENT);
            property.addListener((_, _, _) -> requestLayout());
            inks.put(ink, property);
        }
        getChildren().add(canvas);
    }

    private StyleableObjectProperty<Paint> property(Ink ink) {
        return java.util.Objects.requireNonNull(inks.get(ink));
    }

    final Paint ink(Ink ink) {
        return property(ink).get();
    }

    abstract void draw(GraphicsContext g, double width, double height);

    @Override
    protected final void layoutChildren() {
        double width = snapSizeX(getWidth());
        double height = snapSizeY(getHeight());
        canvas.setWidth(width);
        canvas.setHeight(height);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, width, height);
        g.setTextBaseline(VPos.CENTER);
        if (width > 0 && height > 0) {
            draw(g, width, height);
        }
    }

    final void write(GraphicsContext g, String text, double x, double y, TextAlignment alignment, Font font, Ink ink) {
        g.setFont(font);
        g.setFill(ink(ink));
        g.setTextAlign(alignment);
        g.fillText(text, x, y);
    }

    /// The text as far as it fits, with an ellipsis if it does not.
    static String fit(String text, double width, Font font) {
        if (widthOf(text, font) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && widthOf(text.substring(0, end) + "…", font) > width) {
            end--;
        }
        return end == 0 ? "" : text.substring(0, end) + "…";
    }

    static double widthOf(String text, Font font) {
        Text measured = new Text(text);
        measured.setFont(font);
        return measured.getLayoutBounds().getWidth();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return Collections.unmodifiableList(new ArrayList<>(FACTORY.getCssMetaData()));
    }
}

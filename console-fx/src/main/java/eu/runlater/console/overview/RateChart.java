package eu.runlater.console.overview;

import eu.runlater.console.ui.Sparkline;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.Overview;
import eu.runlater.model.Overview.MinuteCount;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Runs per minute over the last hour, what failed on top of what succeeded. `Enter` or a click opens that minute.
final class RateChart extends VBox {
    private final Times times;
    private final Sparkline bars = new Sparkline();
    private final Label now = new Label();
    private final Label from = new Label();
    private List<MinuteCount> minutes = List.of();

    RateChart(Times times, Consumer<Instant> openMinute) {
        super(6);
        this.times = times;
        setId("rate-chart");
        getStyleClass().addAll("card-box", "rate-chart");
        Label title = new Label(Texts.get("overview.rate.title"));
        title.getStyleClass().add("card-title");
        now.getStyleClass().addAll("muted", "small-text");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox top = new HBox(8, title, space, legend("good"), legend("bad"));
        top.setAlignment(Pos.CENTER_LEFT);
        bars.setPrefHeight(64);
        bars.setMinHeight(64);
        bars.describe(this::describe);
        bars.setOnMouseClicked(_ -> open(openMinute));
        bars.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open(openMinute);
                event.consume();
            }
        });
        VBox.setVgrow(bars, Priority.ALWAYS);
        from.getStyleClass().addAll("muted", "axis-text");
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        HBox axis = new HBox(from, between, now);
        now.getStyleClass().add("axis-text");
        getChildren().addAll(top, bars, axis);
    }

    void show(Overview overview) {
        minutes = overview.runsPerMinute();
        bars.setBars(minutes.stream()
                .map(minute -> new Sparkline.Bar(minute.succeeded(), minute.failed() + minute.timedOut()))
                .toList());
        if (!minutes.isEmpty()) {
            from.setText(times.clock(minutes.getFirst().minute()).substring(0, 5));
            // The last minute is still running; the one before is the newest that can be compared.
            MinuteCount whole = minutes.get(Math.max(0, minutes.size() - 2));
            now.setText(Texts.get("overview.rate.last", total(whole)));
        }
    }

    private String describe(int index) {
        MinuteCount minute = minutes.get(index);
        return Texts.get(
                "overview.rate.minute",
                times.clock(minute.minute()).substring(0, 5),
                minute.succeeded(),
                minute.failed(),
                minute.timedOut());
    }

    private void open(Consumer<Instant> openMinute) {
        int index = bars.currentProperty().get();
        if (index >= 0 && index < minutes.size() && total(minutes.get(index)) > 0) {
            openMinute.accept(minutes.get(index).minute());
        }
    }

    private static long total(MinuteCount minute) {
        return minute.succeeded() + minute.failed() + minute.timedOut();
    }

    private static HBox legend(String kind) {
        Region dot = new Region();
        dot.getStyleClass().addAll("legend-dot", "legend-" + kind);
        Label text = new Label(Texts.get("overview.rate." + kind));
        text.getStyleClass().addAll("muted", "axis-text");
        HBox legend = new HBox(5, dot, text);
        legend.setAlignment(Pos.CENTER_LEFT);
        return legend;
    }
}

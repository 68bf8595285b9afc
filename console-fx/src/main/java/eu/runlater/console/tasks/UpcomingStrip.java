package eu.runlater.console.tasks;

import eu.runlater.console.ui.Sparkline;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.UpcomingFirings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What is planned in the next 24 hours: a bar for each half hour, and the next few by name. FX thread.
final class UpcomingStrip extends HBox {
    private static final int NAMED = 3;

    private final Times times;
    private final Label total = new Label();
    private final Sparkline bars = new Sparkline();
    private final Label next = new Label();
    private @Nullable UpcomingFirings shown;

    UpcomingStrip(Times times) {
        super(16);
        this.times = times;
        setId("upcoming");
        getStyleClass().add("upcoming-strip");
        setAlignment(Pos.CENTER_LEFT);
        Label title = new Label(Texts.get("tasks.upcoming.title"));
        title.getStyleClass().add("field-label");
        total.getStyleClass().add("muted");
        total.setId("upcoming-total");
        VBox left = new VBox(2, title, total);
        left.setMinWidth(150);
        bars.setPrefHeight(36);
        bars.setMinHeight(36);
        bars.setMaxWidth(Double.MAX_VALUE);
        bars.describe(this::spoken);
        HBox.setHgrow(bars, Priority.ALWAYS);
        next.getStyleClass().add("muted");
        next.setId("upcoming-next");
        next.setMinWidth(200);
        next.setMaxWidth(420);
        getChildren().addAll(left, bars, next);
        setVisible(false);
        managedProperty().bind(visibleProperty());
    }

    void show(@Nullable UpcomingFirings firings) {
        shown = firings;
        setVisible(firings != null && !firings.tasks().isEmpty());
        if (firings == null) {
            return;
        }
        bars.setBars(firings.buckets().stream()
                .map(count -> new Sparkline.Bar(count, 0))
                .toList());
        long sum = firings.buckets().stream().mapToLong(Long::longValue).sum();
        total.setText(Texts.get("tasks.upcoming.total", sum));
        List<UpcomingFirings.Line> lines = firings.tasks();
        next.setText(lines.stream()
                .limit(NAMED)
                .map(line -> times.brief(line.next().getFirst()).substring(0, 5) + " " + line.name())
                .collect(Collectors.joining(" · ")));
    }

    private String spoken(int bucket) {
        UpcomingFirings firings = shown;
        if (firings == null || bucket >= firings.buckets().size()) {
            return "";
        }
        Instant from = firings.from().plus(Duration.ofMinutes((long) bucket * firings.bucketMinutes()));
        return Texts.get(
                "tasks.upcoming.bucket",
                times.brief(from),
                times.brief(from.plus(Duration.ofMinutes(firings.bucketMinutes()))),
                firings.buckets().get(bucket));
    }
}

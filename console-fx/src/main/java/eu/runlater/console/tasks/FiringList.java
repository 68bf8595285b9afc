package eu.runlater.console.tasks;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.TaskApi;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.FiringView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The ledger of one task: each expected firing and what became of it, newest first, with the answer to "why did it not
/// run?" beside it. FX thread.
final class FiringList extends VBox {
    /// How far back it looks.
    enum Range {
        DAY(Duration.ofDays(1)),
        WEEK(Duration.ofDays(7));

        final Duration length;

        Range(Duration length) {
            this.length = length;
        }
    }

    /// More than anyone reads at a time; a shorter stretch, or the API, shows the rest.
    private static final int SHOWN = 200;

    private final Times times;
    private final Segments<Range> ranges =
            new Segments<>(List.of(Range.values()), range -> TaskText.word("tasks.range.", range.name()));
    private final Label summary = new Label();
    private final VBox lines = new VBox();

    FiringList(Times times, Runnable read, Runnable backfill) {
        super(8);
        this.times = times;
        setId("firings");
        ranges.valueProperty().set(Range.DAY);
        ranges.valueProperty().subscribe(_ -> read.run());
        summary.getStyleClass().add("tone-muted");
        summary.setId("firings-summary");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button catchUp = new Button(Texts.get("tasks.backfill"), new FontIcon(Feather.REWIND));
        catchUp.setId("backfill");
        catchUp.setOnAction(_ -> backfill.run());
        HBox top = new HBox(10, ranges, summary, gap, catchUp);
        top.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(top, lines);
    }

    Duration range() {
        Range range = ranges.valueProperty().get();
        return range == null ? Range.DAY.length : range.length;
    }

    void clear() {
        lines.getChildren().clear();
        summary.setText("");
    }

    void failed(ApiFailure why) {
        summary.setText(FailureText.sentence(why));
    }

    void show(TaskApi.Firings answer) {
        List<FiringView> newestFirst = answer.data().reversed();
        long bad = newestFirst.stream()
                .filter(firing ->
                        firing.state().equals("missed") || firing.state().equals("late"))
                .mapToLong(FiringView::firings)
                .sum();
        summary.setText(
                newestFirst.isEmpty()
                        ? Texts.get("tasks.firings.none")
                        : Texts.get("tasks.firings.summary", newestFirst.size(), bad));
        List<Node> nodes = new ArrayList<>();
        newestFirst.stream().limit(SHOWN).map(this::line).forEach(nodes::add);
        if (newestFirst.size() > SHOWN || answer.hasMore()) {
            Label more = new Label(Texts.get("tasks.firings.more", SHOWN));
            more.getStyleClass().add("tone-muted");
            nodes.add(more);
        }
        lines.getChildren().setAll(nodes);
    }

    private Node line(FiringView firing) {
        Label at = new Label(times.brief(firing.scheduledFor()));
        at.getStyleClass().add("mono");
        at.setMinWidth(104);
        StatusLabel state = new StatusLabel();
        state.show(look(firing));
        state.setMinWidth(104);
        Label message = new Label(message(firing));
        message.getStyleClass().add("tone-muted");
        message.setWrapText(true);
        HBox.setHgrow(message, Priority.ALWAYS);
        HBox line = new HBox(10, at, state, message);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("firing-line");
        return line;
    }

    static StateLook look(FiringView firing) {
        String word = TaskText.word("tasks.firing.", firing.state());
        return switch (firing.state()) {
            case "on_time" -> new StateLook(Feather.CHECK_CIRCLE, word, "tone-success");
            case "late" -> new StateLook(Feather.CLOCK, word, "tone-warning");
            case "missed" -> new StateLook(Feather.CALENDAR, word, "tone-warning");
            case "skipped" -> new StateLook(Feather.SLASH, word, "tone-muted");
            case "waiting" -> new StateLook(Feather.LOADER, word, "tone-accent");
            case "upcoming" -> new StateLook(Feather.CLOCK, word, "tone-muted");
            default -> new StateLook(Feather.CIRCLE, firing.state(), "tone-muted");
        };
    }

    private static String message(FiringView firing) {
        String said = Optional.ofNullable(firing.message()).orElse("");
        if (!said.isEmpty()) {
            return said;
        }
        Long delay = firing.startDelayMs();
        String status = firing.status();
        if (delay == null || status == null) {
            return "";
        }
        return Texts.get(
                "tasks.firing.started", Times.took(delay), StateLook.of(status).word());
    }
}

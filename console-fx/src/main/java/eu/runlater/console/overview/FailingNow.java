package eu.runlater.console.overview;

import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.Overview;
import eu.runlater.model.Overview.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What fails, by cause; or one calm line when nothing does. A cause that is listed already keeps its line and,
/// while the focus is in here, its place.
final class FailingNow extends VBox {
    private static final int SHOWN_AT_FIRST = 5;

    private final Times times;
    private final Consumer<Cause> open;
    private final Label title = new Label(Texts.get("overview.failing.title"));
    private final Hyperlink sum = new Hyperlink();
    private final HBox top;
    private final VBox lines = new VBox();
    private final Button more = new Button();
    private final HBox calm = new HBox(10);
    private final Label calmText = new Label();
    private final Map<UUID, CauseLine> byId = new HashMap<>();
    private @Nullable Overview shown;
    private boolean all;

    /// @param openAll opens everything behind the sum
    FailingNow(Times times, Consumer<Cause> open, Consumer<Overview> openAll) {
        this.times = times;
        this.open = open;
        setId("failing-now");
        getStyleClass().addAll("card-box", "failing-now");
        title.getStyleClass().add("card-title");
        sum.setId("failing-sum");
        sum.setOnAction(_ -> {
            sum.setVisited(false);
            if (shown != null) {
                openAll.accept(shown);
            }
        });
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        top = new HBox(12, title, space, sum);
        top.getStyleClass().add("card-top");
        top.setAlignment(Pos.CENTER_LEFT);
        top.managedProperty().bind(top.visibleProperty());
        top.visibleProperty().bind(calm.visibleProperty().not());
        more.getStyleClass().addAll("flat", "small", "more-causes");
        more.managedProperty().bind(more.visibleProperty());
        more.setOnAction(_ -> {
            all = true;
            if (shown != null) {
                show(shown);
            }
        });
        FontIcon check = new FontIcon(Feather.CHECK_CIRCLE);
        check.getStyleClass().add("calm-icon");
        calm.getChildren().addAll(check, calmText);
        calm.getStyleClass().add("calm");
        calm.setAlignment(Pos.CENTER_LEFT);
        calm.managedProperty().bind(calm.visibleProperty());
        calm.setVisible(false);
        calm.setFocusTraversable(true);
        lines.addEventFilter(KeyEvent.KEY_PRESSED, this::move);
        getChildren().addAll(calm, top, lines, more);
    }

    /// What can be done about all of it, at the end of its first line.
    void offer(Button button) {
        top.getChildren().add(button);
    }

    void show(Overview overview) {
        shown = overview;
        List<Cause> causes = overview.failing();
        calm.setVisible(causes.isEmpty());
        lines.setVisible(!causes.isEmpty());
        lines.setManaged(!causes.isEmpty());
        pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("calm"), causes.isEmpty());
        if (causes.isEmpty()) {
            byId.clear();
            lines.getChildren().clear();
            more.setVisible(false);
            beat();
            return;
        }
        List<Cause> listed = all ? causes : causes.subList(0, Math.min(SHOWN_AT_FIRST, causes.size()));
        List<UUID> ids = listed.stream().map(Cause::id).toList();
        boolean sameCauses = byId.keySet().containsAll(ids) && byId.size() == ids.size();
        boolean stay = sameCauses && isFocusWithin();
        listed.forEach(cause -> byId.computeIfAbsent(cause.id(), _ -> new CauseLine(times, open))
                .show(cause));
        if (!stay) {
            byId.keySet().retainAll(ids);
            List<Node> order = ids.stream().map(byId::get).map(Node.class::cast).toList();
            if (!order.equals(lines.getChildren())) {
                lines.getChildren().setAll(order);
            }
        }
        more.setVisible(causes.size() > listed.size());
        more.setText(Texts.get("overview.failing.more", causes.size() - listed.size()));
        Instant since =
                causes.stream().map(Cause::since).min(Instant::compareTo).orElse(overview.at());
        sum.setText(Texts.get("overview.failing.sum", causes.size(), overview.failingExecutions(), times.brief(since)));
    }

    void beat() {
        byId.values().forEach(CauseLine::beat);
        Overview now = shown;
        if (now != null && now.failing().isEmpty()) {
            Instant last = now.lastFailureAt();
            String window = Times.rough(Duration.ofMinutes(now.windowMinutes()));
            calmText.setText(
                    last == null
                            ? Texts.get("overview.calm.never", window)
                            : Texts.get("overview.calm.last", window, times.relative(last), times.absolute(last)));
        }
    }

    void focusFirst() {
        if (lines.getChildren().isEmpty()) {
            calm.requestFocus();
        } else {
            lines.getChildren().getFirst().requestFocus();
        }
    }

    private void move(KeyEvent event) {
        int step = switch (event.getCode()) {
            case UP, K -> -1;
            case DOWN, J -> 1;
            default -> 0;
        };
        if (step == 0 || getScene() == null) {
            return;
        }
        int to = lines.getChildren().indexOf(getScene().getFocusOwner()) + step;
        if (to >= 0 && to < lines.getChildren().size()) {
            lines.getChildren().get(to).requestFocus();
            event.consume();
        }
    }
}

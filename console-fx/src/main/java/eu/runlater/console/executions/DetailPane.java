package eu.runlater.console.executions;

import eu.runlater.console.executions.ExecutionDetailViewModel.Shown;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.ExecutionDetail.Body;
import eu.runlater.model.ExecutionDetail.Request;
import eu.runlater.model.ExecutionDetail.Response;
import eu.runlater.model.ExecutionSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One run beside the list: who and what, what became of it in a sentence, then Timeline, Request and Response. FX
/// thread.
final class DetailPane extends VBox {
    private static final List<String> TABS = List.of("timeline", "request", "response");

    private final ExecutionDetailViewModel model;
    private final Label name = new Label();
    private final StatusLabel state = new StatusLabel();
    private final Label line = new Label();
    private final HBox buttons = new HBox(6);
    private final FailureNote note;
    private final TimelineTab timeline;
    private final MessageTab request = new MessageTab("request-tab");
    private final MessageTab response = new MessageTab("response-tab");
    private final ToggleGroup tabs = new ToggleGroup();
    private final StackPane body = new StackPane();
    private final Label trouble = new Label();

    /// @param actions what can be done with the run; shown at the top right, before `close`
    /// @param follow goes to what the run waits for
    DetailPane(
            ExecutionDetailViewModel model,
            Times times,
            List<Node> actions,
            Consumer<WaitLink> follow,
            Runnable close) {
        this.model = model;
        this.note = new FailureNote(times, follow);
        this.timeline = new TimelineTab(times, model::openAttempt);
        setId("detail");
        getStyleClass().add("detail-pane");
        name.getStyleClass().add("detail-name");
        state.getStyleClass().add("badge");
        state.setMinWidth(Region.USE_PREF_SIZE);
        line.getStyleClass().addAll("mono", "detail-line");
        Button closing = new Button(null, new FontIcon(Feather.X));
        closing.setId("detail-close");
        closing.getStyleClass().add("icon-button");
        closing.setAccessibleText(Texts.get("executions.detail.close"));
        closing.setTooltip(new Tooltip(Texts.get("executions.detail.close")));
        closing.setOnAction(_ -> close.run());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox.setHgrow(name, Priority.SOMETIMES);
        buttons.getChildren().addAll(actions);
        buttons.getChildren().add(closing);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        HBox first = new HBox(10, name, state, space, buttons);
        first.setAlignment(Pos.CENTER_LEFT);
        VBox head = new VBox(4, first, line);
        head.getStyleClass().add("detail-head");
        trouble.getStyleClass().add("detail-trouble");
        trouble.setWrapText(true);
        trouble.managedProperty().bind(trouble.visibleProperty());
        trouble.setVisible(false);
        HBox tabBar = tabBar();
        VBox.setVgrow(body, Priority.ALWAYS);
        body.setMinHeight(0);
        getChildren().addAll(head, trouble, note, tabBar, body);
        model.shownProperty().subscribe(this::show);
        model.failureProperty().subscribe(failure -> {
            trouble.setVisible(failure != null);
            if (failure != null) {
                trouble.setText(FailureText.sentence(failure) + "  " + FailureText.details(failure));
            }
        });
        openTab(0);
    }

    private HBox tabBar() {
        HBox bar = new HBox();
        bar.getStyleClass().add("tab-bar");
        for (int i = 0; i < TABS.size(); i++) {
            ToggleButton tab = new ToggleButton(Texts.get("executions.tab." + TABS.get(i)));
            tab.setId("tab-" + TABS.get(i));
            tab.getStyleClass().add("tab-button");
            tab.setTooltip(new Tooltip(Integer.toString(i + 1)));
            tab.setToggleGroup(tabs);
            tab.setOnAction(_ -> tab.setSelected(true));
            bar.getChildren().add(tab);
        }
        tabs.selectedToggleProperty().subscribe(this::showTab);
        return bar;
    }

    /// @param index 0 timeline · 1 request · 2 response
    void openTab(int index) {
        tabs.selectToggle(tabs.getToggles().get(index));
    }

    void toggleTrueScale() {
        openTab(0);
        timeline.trueScaleProperty().set(!timeline.trueScaleProperty().get());
    }

    /// Search in the body of the request or the response, whichever is open.
    void find() {
        Node shown = body.getChildren().isEmpty() ? null : body.getChildren().getFirst();
        if (shown == request) {
            request.focusFind();
        } else {
            openTab(2);
            response.focusFind();
        }
    }

    void beat() {
        timeline.beat();
        Shown shown = model.shownProperty().get();
        if (shown != null) {
            note.show(shown.detail().execution(), shown.detail().waiting());
        }
    }

    private void showTab() {
        int index = tabs.getToggles().indexOf(tabs.getSelectedToggle());
        switch (index) {
            case 0 -> body.getChildren().setAll(timeline);
            case 1 -> body.getChildren().setAll(request);
            case 2 -> body.getChildren().setAll(response);
            default -> body.getChildren().clear();
        }
    }

    private void show(@Nullable Shown shown) {
        note.setVisible(shown != null);
        body.setVisible(shown != null);
        if (shown == null) {
            name.setText("");
            line.setText("");
            state.setVisible(false);
            return;
        }
        ExecutionDetail detail = shown.detail();
        ExecutionSummary execution = detail.execution();
        name.setText(execution.taskName());
        name.setTooltip(new Tooltip(execution.taskName()));
        state.setVisible(true);
        state.show(execution);
        line.setText(execution.id().toString());
        note.show(execution, detail.waiting());
        timeline.show(detail);
        showRequest(shown);
        showResponse(shown);
    }

    private void showRequest(Shown shown) {
        Request sent = shown.detail().request();
        boolean pending = shown.detail().execution().startedAt() == null;
        request.show(
                sent.method() + " " + sent.url(),
                Texts.get(
                        pending ? "executions.request.will" : "executions.request.sent", Times.took(sent.timeoutMs())),
                sent.headers(),
                shown.requestBody(),
                "",
                Texts.get("executions.request.no_body"));
    }

    private void showResponse(Shown shown) {
        Response answer = shown.detail().response();
        if (answer == null) {
            response.show(
                    Texts.get("executions.response.none"),
                    "",
                    List.of(),
                    null,
                    "",
                    FailureSentence.of(shown.detail().execution()));
            return;
        }
        response.show(
                Texts.get("executions.response.status", answer.statusCode()) + StatusNames.suffix(answer.statusCode()),
                "",
                answer.headers(),
                shown.responseBody(),
                bodyNote(answer),
                Texts.get("executions.response.no_body"));
    }

    private static String bodyNote(Response answer) {
        Body kept = answer.body();
        List<String> notes = new ArrayList<>();
        if (kept != null && kept.truncated()) {
            notes.add(Texts.get("executions.body.truncated", ByteSize.of(kept.bytes())));
        }
        if (answer.cutShort()) {
            notes.add(Texts.get("executions.body.cut_short"));
        }
        if (answer.undecodable()) {
            notes.add(Texts.get("executions.body.undecodable"));
        }
        return String.join(" · ", notes);
    }
}

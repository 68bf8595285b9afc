package eu.runlater.console.inbound;

import eu.runlater.console.inbound.ReplayModel.Step;
import eu.runlater.console.inbound.ReplayModel.Which;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.EventsReplay;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// Asks before many events are sent again: which ones, how many the engine says these are, the number typed where that
/// is due, a reason. The focus is on Cancel. FX thread.
final class ReplayPane extends VBox {
    private static final Duration TYPING = Duration.millis(400);

    private final ReplayModel model;
    private final Label said = new Label();
    private final TextField typed = new TextField();
    private final TextField reason = new TextField();
    private final VBox typedPlace = new VBox();
    private final Button go = new Button();
    private final Button cancel = new Button(Texts.get("inbound.replay.cancel"));
    private final FieldBox from;
    private final FieldBox to;

    /// @param close closes the pane · @param done hears what became of it
    ReplayPane(ReplayModel model, Runnable close, Consumer<EventsReplay> done) {
        super(14);
        this.model = model;
        setId("replay");
        getStyleClass().addAll("pane", "ask");
        setPrefWidth(540);
        Label title =
                new Label(Texts.get("inbound.replay.title", model.endpoint().name()));
        title.getStyleClass().add("pane-title");
        title.setWrapText(true);
        Segments<Which> which =
                new Segments<>(List.of(Which.values()), one -> InboundText.word("inbound.replay.which.", one.name()));
        which.setId("replay-which");
        which.valueProperty().bindBidirectional(model.which);
        from = moment("replay-from", "inbound.replay.from", model.from);
        to = moment("replay-to", "inbound.replay.to", model.to);
        HBox range = new HBox(14, from, to);
        said.setId("replay-said");
        said.setWrapText(true);
        said.setMinHeight(USE_PREF_SIZE);
        FieldBox why = new FieldBox("replay-reason", Texts.get("inbound.replay.reason"), reason);
        cancel.setId("replay-cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> close.run());
        go.setId("replay-go");
        go.getStyleClass().add("danger");
        go.setOnAction(_ -> model.replay(reason.getText(), done));
        HBox buttons = new HBox(8, cancel, go);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        typedPlace.managedProperty().bind(typedPlace.visibleProperty());
        typed.textProperty().subscribe(this::allow);
        PauseTransition typing = new PauseTransition(TYPING);
        typing.setOnFinished(_ -> model.count());
        model.from.addListener((_, _, _) -> later(typing));
        model.to.addListener((_, _, _) -> later(typing));
        model.which.addListener((_, _, _) -> model.count());
        getChildren().addAll(title, which, range, said, why, typedPlace, buttons);
        model.stepProperty().subscribe(this::show);
    }

    /// Counts, and gives Cancel the focus.
    void open() {
        model.count();
        Focus.on(cancel);
    }

    private void later(PauseTransition typing) {
        model.changed();
        typing.playFromStart();
    }

    private static FieldBox moment(String id, String label, StringProperty property) {
        TextField field = new TextField();
        field.textProperty().bindBidirectional(property);
        field.setPromptText("2026-05-04T09:30:00Z");
        field.getStyleClass().add("mono");
        FieldBox box = new FieldBox(id, Texts.get(label), field);
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private void show(Step step) {
        from.problem(null);
        to.problem(null);
        said.getStyleClass().remove("field-error");
        typedPlace.setVisible(false);
        go.setText(Texts.get("inbound.replay.verb"));
        switch (step) {
            case Step.Counting _ -> said.setText(Texts.get("inbound.replay.counting"));
            case Step.Asking(EventsReplay counted, boolean mustType) -> {
                said.setText(sentence(counted));
                if (counted.replayed() > 0) {
                    go.setText(Texts.get("inbound.replay.verb_of", counted.replayed()));
                    if (mustType) {
                        typed.clear();
                        typedPlace
                                .getChildren()
                                .setAll(new FieldBox(
                                        "replay-typed",
                                        Texts.get("shell.confirm.type", Long.toString(counted.replayed())),
                                        typed));
                        typedPlace.setVisible(true);
                    }
                }
            }
            case Step.Replaying(EventsReplay counted) ->
                said.setText(Texts.get("inbound.replay.working", counted.replayed()));
            case Step.Failed(var why) -> {
                List<String> ofFrom = why.details().get("from");
                List<String> ofTo = why.details().get("to");
                from.problem(ofFrom == null ? null : String.join("; ", ofFrom));
                to.problem(ofTo == null ? null : String.join("; ", ofTo));
                said.getStyleClass().add("field-error");
                said.setText(
                        ofFrom == null && ofTo == null
                                ? FailureText.sentence(why) + "\n" + FailureText.details(why)
                                : Texts.get("inbound.replay.not_counted"));
            }
        }
        allow();
    }

    private static String sentence(EventsReplay counted) {
        if (counted.replayed() == 0 && counted.skipped().isEmpty()) {
            return Texts.get("inbound.replay.nothing");
        }
        String main = Texts.get("inbound.replay.counted", counted.replayed(), counted.executions());
        return counted.skipped().isEmpty() ? main : main + " " + skipped(counted);
    }

    /// `2 left out: not forwarded when it came.`
    static String skipped(EventsReplay counted) {
        StringJoiner reasons = new StringJoiner(" ");
        new TreeMap<>(counted.skipped())
                .forEach((why, events) -> reasons.add(
                        Texts.get("inbound.replay.skipped", events, InboundText.word("inbound.replay.why.", why))));
        return reasons.toString();
    }

    private void allow() {
        boolean may = model.stepProperty().get() instanceof Step.Asking(EventsReplay counted, boolean mustType)
                && counted.replayed() > 0
                && (!mustType || typed.getText().strip().equals(Long.toString(counted.replayed())));
        go.setDisable(!may);
    }
}

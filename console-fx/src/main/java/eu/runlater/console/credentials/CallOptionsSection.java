package eu.runlater.console.credentials;

import eu.runlater.console.credentials.CallOptions.Option;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.CredentialView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The fields for credential and callbacks, folded up until somebody opens them or something is wrong with one; the
/// line that opens them says what is filled in. FX thread.
public final class CallOptionsSection extends VBox {
    private final CallOptions options;
    private final CredentialNames names;
    private final Map<Option, FieldBox> boxes = new EnumMap<>(Option.class);
    private final ComboBox<String> credential = new ComboBox<>();
    private final ToggleButton fold = new ToggleButton(Texts.get("credentials.section"));
    private final Label summary = new Label();

    public CallOptionsSection(CallOptions options, CredentialNames names) {
        super(14);
        this.options = options;
        this.names = names;
        setId("call-options");
        FontIcon arrow = new FontIcon(Feather.CHEVRON_RIGHT);
        fold.setGraphic(arrow);
        fold.setId("call-options-fold");
        fold.getStyleClass().addAll("fold", "form-section");
        fold.setMinWidth(Region.USE_PREF_SIZE);
        summary.getStyleClass().add("muted");
        summary.setId("call-options-summary");
        HBox head = new HBox(12, fold, summary);
        head.setAlignment(Pos.BASELINE_LEFT);
        VBox fields = new VBox(18, credential(), pair(callback(0), callback(1)), pair(callback(2), callback(3)));
        fields.managedProperty().bind(fields.visibleProperty());
        fields.visibleProperty().bind(fold.selectedProperty());
        fold.selectedProperty()
                .subscribe(open -> arrow.setIconCode(open ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT));
        getChildren().addAll(head, fields);
        options.observables().forEach(one -> one.subscribe(this::summarize));
        summarize();
    }

    private FieldBox credential() {
        credential.setMaxWidth(Double.MAX_VALUE);
        credential.setConverter(new StringConverter<>() {
            @Override
            public String toString(String name) {
                return name == null || name.isEmpty() ? Texts.get("credentials.none") : name;
            }

            @Override
            public String fromString(String text) {
                throw new UnsupportedOperationException("chosen, never typed");
            }
        });
        FieldBox box = box(Option.CREDENTIAL, credential);
        names.allProperty().subscribe(all -> offer(all, box));
        names.failureProperty().subscribe(_ -> box.hint(hint()));
        credential.valueProperty().bindBidirectional(options.property(Option.CREDENTIAL));
        credential.valueProperty().subscribe(_ -> box.hint(hint()));
        return box;
    }

    /// One that is named but not there any more stays chosen: the engine says what is wrong with it.
    private void offer(List<CredentialView> all, FieldBox box) {
        List<String> offered = new ArrayList<>();
        offered.add("");
        all.forEach(one -> offered.add(one.name()));
        String chosen = options.property(Option.CREDENTIAL).get();
        if (!offered.contains(chosen)) {
            offered.add(chosen);
        }
        if (!credential.getItems().equals(offered)) {
            credential.getItems().setAll(offered);
            options.set(Option.CREDENTIAL, chosen); // replacing the items may have dropped the choice
            credential.setValue(chosen);
        }
        box.hint(hint());
    }

    private String hint() {
        String chosen = options.property(Option.CREDENTIAL).get();
        Optional<CredentialView> known = names.find(chosen);
        if (known.isPresent()) {
            return CredentialWords.hint(known.get());
        }
        var why = names.failureProperty().get();
        if (why != null) {
            return Texts.get("credentials.unread", FailureText.sentence(why));
        }
        return Texts.get("credentials.hint.credential");
    }

    private FieldBox callback(int index) {
        Option option = Option.CALLBACKS.get(index);
        TextField field = new TextField();
        field.textProperty().bindBidirectional(options.property(option));
        field.getStyleClass().add("mono");
        field.setPromptText(Texts.get("credentials.prompt.url"));
        return box(option, field).hint(Texts.get("credentials.hint." + option.word()));
    }

    private FieldBox box(Option option, Region input) {
        String id = "option-" + option.word().replace('_', '-');
        FieldBox box = new FieldBox(id, Texts.get("credentials.field." + option.word()), input);
        boxes.put(option, box);
        return box;
    }

    private static HBox pair(FieldBox left, FieldBox right) {
        for (FieldBox one : List.of(left, right)) {
            one.setPrefWidth(280);
            one.setMinWidth(160);
            HBox.setHgrow(one, Priority.ALWAYS);
        }
        return new HBox(14, left, right);
    }

    private void summarize() {
        Map<String, String> filled = options.filledIn();
        String named = filled.get(Option.CREDENTIAL.word());
        int told = filled.size() - (named == null ? 0 : 1);
        List<String> parts = new ArrayList<>();
        if (named != null) {
            parts.add(named);
        }
        if (told > 0) {
            parts.add(Texts.get(told == 1 ? "credentials.callback" : "credentials.callbacks", told));
        }
        summary.setText(parts.isEmpty() ? Texts.get("credentials.none") : String.join(" · ", parts));
    }

    /// Shows what is wrong, by the API's names; opens itself for it.
    public void problems(Map<String, String> problems) {
        boxes.forEach((option, box) -> {
            String problem = problems.get(option.word());
            box.problem(problem);
            if (problem != null) {
                fold.setSelected(true);
            }
        });
    }

    /// Whether one of the fields has something wrong in it, which then takes the focus.
    public boolean focusProblem() {
        for (FieldBox box : boxes.values()) {
            if (box.hasProblem()) {
                box.focusInput();
                return true;
            }
        }
        return false;
    }

    /// Open when something is filled in, else folded.
    public void refold() {
        fold.setSelected(!options.filledIn().isEmpty());
    }
}

package eu.runlater.console.ui;

import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextAreaSkin;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A labelled field with a hint below it, which gives way to what is wrong. FX thread.
public final class FieldBox extends VBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final Node input;
    private final Label below = new Label();
    private String hint = "";
    private String problem = "";

    /// @param input the node that takes the focus · @param content what is shown for it, often the same
    public FieldBox(String id, String label, Node input, Node content) {
        super(5);
        this.input = input;
        getStyleClass().add("field-box");
        Label title = new Label(label);
        title.getStyleClass().add("field-label");
        title.setLabelFor(input);
        dress(input);
        input.setId(id);
        input.setAccessibleText(label);
        below.setId(id + "-below");
        below.setWrapText(true);
        below.setMinHeight(USE_PREF_SIZE);
        below.managedProperty().bind(below.visibleProperty());
        getChildren().addAll(title, content, below);
        write();
    }

    public FieldBox(String id, String label, Node input) {
        this(id, label, input, input);
    }

    public FieldBox hint(String text) {
        if (!text.equals(hint)) {
            hint = text;
            write();
        }
        return this;
    }

    public void problem(@Nullable String text) {
        problem = text == null ? "" : text;
        write();
    }

    public boolean hasProblem() {
        return !problem.isEmpty();
    }

    public void focusInput() {
        Focus.on(input);
    }

    /// Gives a text field its skin at once. The colour of its text belongs to the skin: when the sheets are applied
    /// to a field that has none yet, it stays the toolkit's black, which nobody can read in dark.
    private static void dress(Node input) {
        switch (input) {
            case TextArea area when area.getSkin() == null -> area.setSkin(new TextAreaSkin(area));
            case TextField field when field.getSkin() == null -> field.setSkin(new TextFieldSkin(field));
            default -> {
                // other controls take their colours from the theme as they are
            }
        }
    }

    private void write() {
        String text = problem.isEmpty() ? hint : problem;
        below.setText(text);
        below.setVisible(!text.isEmpty());
        below.getStyleClass().removeAll("field-hint", "field-error");
        below.getStyleClass().add(problem.isEmpty() ? "field-hint" : "field-error");
        input.pseudoClassStateChanged(INVALID, !problem.isEmpty());
    }
}

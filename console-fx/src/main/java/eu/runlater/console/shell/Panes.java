package eu.runlater.console.shell;

import atlantafx.base.controls.ModalPane;
import eu.runlater.console.ui.Texts;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Panes in front of the screens, inside the scene: one at a time, closed by `Esc`. FX thread.
public final class Panes {
    private final ModalPane modal = new ModalPane();
    private @Nullable Node focusBefore;

    public Panes() {
        modal.setId("panes");
        modal.setInTransitionFactory(null);
        modal.setOutTransitionFactory(null);
        modal.displayProperty().addListener((_, _, shown) -> {
            if (!shown && focusBefore != null) {
                focusBefore.requestFocus();
                focusBefore = null;
            }
        });
    }

    /// To be laid over the screens.
    public ModalPane node() {
        return modal;
    }

    public ReadOnlyBooleanProperty shownProperty() {
        return modal.displayProperty();
    }

    public boolean isShown() {
        return modal.isDisplay();
    }

    /// In the middle.
    public void show(Region content) {
        show(content, Pos.CENTER);
    }

    public void show(Region content, Pos where) {
        if (!modal.isDisplay() && modal.getScene() != null) {
            focusBefore = modal.getScene().getFocusOwner();
        }
        if (modal.getSkin() == null) {
            modal.applyCss(); // shown before its first layout, it would never appear
        }
        content.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        modal.setAlignment(where);
        modal.show(content);
    }

    /// In the middle, and there until it closes itself: neither Esc nor a click beside it does.
    public void showKept(Region content) {
        modal.setPersistent(true);
        show(content);
    }

    public void close() {
        modal.setPersistent(false);
        modal.hide(true);
    }

    /// Asks before something that cannot be taken back. The focus is on Cancel.
    ///
    /// @param verb the button: what will be done, never "Yes"
    /// @param typed what must be typed first, in a production profile or above a hundred things; absent = nothing
    public void confirm(String title, String text, String verb, @Nullable String typed, Runnable action) {
        Label heading = new Label(title);
        heading.getStyleClass().add("pane-title");
        Label message = new Label(text);
        message.setWrapText(true);
        Button cancel = new Button(Texts.get("shell.confirm.cancel"));
        cancel.setId("confirm-cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> close());
        Button go = new Button(verb);
        go.setId("confirm-go");
        go.getStyleClass().add("danger");
        go.setOnAction(_ -> {
            close();
            action.run();
        });
        HBox buttons = new HBox(8, cancel, go);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox box = new VBox(16, heading, message);
        box.getStyleClass().addAll("pane", "confirm");
        if (typed != null) {
            TextField field = new TextField();
            field.setId("confirm-typed");
            Label label = new Label(Texts.get("shell.confirm.type", typed));
            label.setLabelFor(field);
            go.disableProperty().bind(field.textProperty().isNotEqualTo(typed));
            box.getChildren().add(new VBox(6, label, field));
        }
        box.getChildren().add(buttons);
        show(box);
        cancel.requestFocus();
    }
}

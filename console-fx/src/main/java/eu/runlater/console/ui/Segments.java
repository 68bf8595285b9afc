package eu.runlater.console.ui;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// One of a few, as buttons side by side. Pressing the chosen one again changes nothing; a value that is none of them
/// chooses none. FX thread.
public final class Segments<T> extends HBox {
    private final ObjectProperty<@Nullable T> value = new SimpleObjectProperty<>(this, "value");
    private final List<T> values;
    private final ToggleGroup group = new ToggleGroup();

    /// @param values at least two
    public Segments(List<T> values, Function<? super T, String> text) {
        this.values = List.copyOf(values);
        getStyleClass().add("segments");
        for (int i = 0; i < this.values.size(); i++) {
            T choice = this.values.get(i);
            ToggleButton button = new ToggleButton(text.apply(choice));
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.getStyleClass().add(i == 0 ? "left-pill" : i == values.size() - 1 ? "right-pill" : "center-pill");
            button.setToggleGroup(group);
            button.setOnAction(_ -> {
                button.setSelected(true);
                value.set(choice);
            });
            getChildren().add(button);
        }
        value.subscribe(this::select);
    }

    public ObjectProperty<@Nullable T> valueProperty() {
        return value;
    }

    private void select(@Nullable T chosen) {
        int index = chosen == null ? -1 : values.indexOf(chosen);
        group.selectToggle(index < 0 ? null : group.getToggles().get(index));
    }
}

package eu.runlater.console.ui;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// A table row whose identity stays while its content changes. Replacing the record inside the table's list would
/// clear the selection and, in a sorted list, cost two hundred times as much.
///
/// @param <K> what it is a row of, for good
/// @param <T> what is known of it
public final class Row<K, T> {
    private final K key;
    private final ReadOnlyObjectWrapper<T> value;
    private final BooleanProperty matching = new SimpleBooleanProperty(this, "matching", true);

    Row(K key, T value) {
        this.key = key;
        this.value = new ReadOnlyObjectWrapper<>(this, "value", value);
    }

    public K key() {
        return key;
    }

    public T value() {
        return value.get();
    }

    public ReadOnlyObjectProperty<T> valueProperty() {
        return value.getReadOnlyProperty();
    }

    /// Whether it still belongs to the list's query; a row that does not stays, dimmed, until the next refresh.
    public BooleanProperty matchingProperty() {
        return matching;
    }

    void set(T newValue) {
        value.set(newValue);
    }
}

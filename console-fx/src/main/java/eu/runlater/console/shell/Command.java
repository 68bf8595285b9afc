package eu.runlater.console.shell;

import eu.runlater.console.ui.Texts;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// Something one can do, declared once: palette, keys, buttons, menus and the help of keys all come from it.
///
/// @param id stable: for remembering what was used recently; its first word is the group in the help of keys
/// @param name what it is called, for palette, tooltips and help
/// @param keys absent = palette and buttons only
/// @param refusal why it cannot be done at the moment; empty text = it can
/// @param changes whether it changes something in the engine: such commands do not exist in a read-only profile
/// @param listed whether palette and help show it
public record Command(
        String id,
        Supplier<String> name,
        @Nullable Keys keys,
        Ikon icon,
        ObservableValue<String> refusal,
        boolean changes,
        boolean listed,
        Runnable action) {
    private static final ObservableValue<String> NEVER = new ReadOnlyStringWrapper("").getReadOnlyProperty();

    /// A command that is always available and changes nothing in the engine.
    public static Command of(String id, String textKey, Runnable action) {
        return new Command(id, () -> Texts.get(textKey), null, Feather.CHEVRON_RIGHT, NEVER, false, true, action);
    }

    /// A name that is made up, such as one with a profile's name in it.
    public Command named(Supplier<String> value) {
        return new Command(id, value, keys, icon, refusal, changes, listed, action);
    }

    public Command withKeys(String text) {
        return new Command(id, name, Keys.of(text), icon, refusal, changes, listed, action);
    }

    public Command withIcon(Ikon value) {
        return new Command(id, name, keys, value, refusal, changes, listed, action);
    }

    public Command refusedWhile(ObservableValue<String> value) {
        return new Command(id, name, keys, icon, value, changes, listed, action);
    }

    /// It changes something in the engine.
    public Command changing() {
        return new Command(id, name, keys, icon, refusal, true, listed, action);
    }

    /// Only keys, such as `J` for the next row.
    public Command unlisted() {
        return new Command(id, name, keys, icon, refusal, changes, false, action);
    }

    public String text() {
        return name.get();
    }

    /// For tooltips: the text with its keys.
    public String textWithKeys() {
        return keys == null ? text() : text() + "  " + keys.shown();
    }

    public String group() {
        return id.substring(0, Math.max(0, id.indexOf('.')));
    }

    public boolean isAvailable() {
        return refusal.getValue().isEmpty();
    }

    /// Does it, if it is available.
    ///
    /// @return whether it was
    public boolean run() {
        if (isAvailable()) {
            action.run();
            return true;
        }
        return false;
    }
}

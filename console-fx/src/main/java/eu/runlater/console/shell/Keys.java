package eu.runlater.console.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// The keys of a command. Marks such as `/` and `?` are matched by the character typed, so that they work on every
/// layout; letters by their key.
public sealed interface Keys {
    /// One key, with or without modifiers.
    record Combination(KeyCodeCombination combination) implements Keys {}

    /// One character.
    record Typed(String character) implements Keys {}

    /// Two letters one after the other: `g o`.
    record Sequence(KeyCode first, KeyCode second) implements Keys {}

    /// Reads `Shortcut+K`, `Shift+R`, `N`, `/`, `g o`. `Shortcut` is the platform's (Ctrl, or Cmd on macOS).
    static Keys of(String text) {
        if (text.length() == 1 && !Character.isLetterOrDigit(text.charAt(0))) {
            return new Typed(text);
        }
        if (text.length() == 3 && text.charAt(1) == ' ') {
            return new Sequence(letter(text.charAt(0)), letter(text.charAt(2)));
        }
        KeyCombination combination = KeyCombination.valueOf(text);
        if (combination instanceof KeyCodeCombination byCode) {
            return new Combination(byCode);
        }
        throw new IllegalArgumentException("no keys: " + text);
    }

    private static KeyCode letter(char character) {
        return KeyCode.valueOf(String.valueOf(Character.toUpperCase(character)));
    }

    /// Whether pressing it would also write something in a text field; such keys rest while one has the focus.
    default boolean writesText() {
        return switch (this) {
            case Combination(KeyCodeCombination keys) ->
                keys.getShortcut() != KeyCombination.ModifierValue.DOWN
                        && keys.getControl() != KeyCombination.ModifierValue.DOWN
                        && keys.getAlt() != KeyCombination.ModifierValue.DOWN
                        && keys.getMeta() != KeyCombination.ModifierValue.DOWN
                        && !keys.getCode().isFunctionKey();
            case Typed _, Sequence _ -> true;
        };
    }

    /// Whether a press of one key is this. Typed characters and sequences are matched elsewhere.
    default boolean matches(KeyEvent event) {
        return this instanceof Combination(KeyCodeCombination keys) && keys.match(event);
    }

    /// One text per key cap, for showing: `Ctrl`, `K`.
    default List<String> caps() {
        return switch (this) {
            case Typed(String character) -> List.of(character);
            case Sequence(KeyCode first, KeyCode second) -> List.of(lower(first), lower(second));
            case Combination(KeyCodeCombination keys) -> caps(keys);
        };
    }

    /// For tooltips: `Ctrl+K`, `g o`.
    default String shown() {
        return String.join(this instanceof Sequence ? " " : "+", caps());
    }

    private static String lower(KeyCode code) {
        return code.getName().toLowerCase(Locale.ROOT);
    }

    private static List<String> caps(KeyCodeCombination keys) {
        List<String> caps = new ArrayList<>();
        boolean mac = System.getProperty("os.name", "").startsWith("Mac");
        if (keys.getShortcut() == KeyCombination.ModifierValue.DOWN) {
            caps.add(mac ? "⌘" : "Ctrl");
        }
        if (keys.getControl() == KeyCombination.ModifierValue.DOWN) {
            caps.add("Ctrl");
        }
        if (keys.getAlt() == KeyCombination.ModifierValue.DOWN) {
            caps.add(mac ? "⌥" : "Alt");
        }
        if (keys.getShift() == KeyCombination.ModifierValue.DOWN) {
            caps.add(mac ? "⇧" : "Shift");
        }
        caps.add(
                switch (keys.getCode()) {
                    case LEFT -> "←";
                    case RIGHT -> "→";
                    case UP -> "↑";
                    case DOWN -> "↓";
                    case ENTER -> "Enter";
                    case ESCAPE -> "Esc";
                    case DELETE -> "Del";
                    case SPACE -> "Space";
                    case COMMA -> ",";
                    default -> keys.getCode().getName();
                });
        return caps;
    }
}

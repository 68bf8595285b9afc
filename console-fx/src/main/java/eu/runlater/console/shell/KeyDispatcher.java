package eu.runlater.console.shell;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// Turns keys into commands. Keys that would write text rest while a field has the focus; all keys rest while a pane is
/// open in front, which handles its own. A sequence's second key must follow within a second and a half.
final class KeyDispatcher {
    private static final long PATIENCE_NANOS = 1_500_000_000L;

    private final Commands commands;
    private final BooleanSupplier resting;
    private final LongSupplier nanoTime;
    private @Nullable KeyCode first;
    private long firstAt;
    private boolean swallowTyped;

    KeyDispatcher(Commands commands, BooleanSupplier resting, LongSupplier nanoTime) {
        this.commands = commands;
        this.resting = resting;
        this.nanoTime = nanoTime;
    }

    Subscription install(Scene scene) {
        EventHandler<KeyEvent> onPressed = this::pressed;
        EventHandler<KeyEvent> onTyped = this::typed;
        scene.addEventFilter(KeyEvent.KEY_PRESSED, onPressed);
        scene.addEventFilter(KeyEvent.KEY_TYPED, onTyped);
        return () -> {
            scene.removeEventFilter(KeyEvent.KEY_PRESSED, onPressed);
            scene.removeEventFilter(KeyEvent.KEY_TYPED, onTyped);
        };
    }

    private void pressed(KeyEvent event) {
        swallowTyped = false;
        if (resting.getAsBoolean() || event.getCode().isModifierKey()) {
            return;
        }
        boolean writing = isWriting(event);
        if (!writing && sequence(event)) {
            consume(event);
            return;
        }
        commands.byKeys(keys -> keys.matches(event) && !(writing && keys.writesText()))
                .ifPresent(command -> {
                    consume(event);
                    commands.run(command);
                });
    }

    private boolean sequence(KeyEvent event) {
        boolean plain = !event.isShortcutDown()
                && !event.isAltDown()
                && !event.isControlDown()
                && !event.isMetaDown()
                && !event.isShiftDown();
        KeyCode before = first;
        first = null;
        if (!plain) {
            return false;
        }
        KeyCode code = event.getCode();
        if (before != null && nanoTime.getAsLong() - firstAt < PATIENCE_NANOS) {
            Optional<Command> second = commands.byKeys(
                    keys -> keys instanceof Keys.Sequence(KeyCode a, KeyCode b) && a == before && b == code);
            if (second.isPresent()) {
                commands.run(second.get());
                return true;
            }
        }
        boolean begins = commands.byKeys(keys -> keys instanceof Keys.Sequence(KeyCode a, KeyCode _) && a == code)
                .isPresent();
        if (begins) {
            first = code;
            firstAt = nanoTime.getAsLong();
        }
        return begins;
    }

    private void typed(KeyEvent event) {
        if (swallowTyped) {
            // The press was a command that may have moved the focus into a field: its letter must not land there.
            swallowTyped = false;
            event.consume();
            return;
        }
        if (resting.getAsBoolean() || isWriting(event) || event.isShortcutDown()) {
            return;
        }
        commands.byKeys(keys -> keys instanceof Keys.Typed(String character) && character.equals(event.getCharacter()))
                .ifPresent(command -> {
                    event.consume();
                    commands.run(command);
                });
    }

    private void consume(KeyEvent event) {
        event.consume();
        swallowTyped = true;
    }

    private static boolean isWriting(KeyEvent event) {
        Node focus = event.getTarget() instanceof Scene scene
                ? scene.getFocusOwner()
                : event.getTarget() instanceof Node node && node.getScene() != null
                        ? node.getScene().getFocusOwner()
                        : null;
        return focus instanceof TextInputControl field && field.isEditable()
                || focus instanceof ComboBoxBase<?> box && box.isEditable();
    }
}

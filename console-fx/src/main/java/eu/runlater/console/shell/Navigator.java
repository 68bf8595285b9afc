package eu.runlater.console.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Where in a profile the console is, and the way there and back. FX thread.
public final class Navigator {
    private static final int REMEMBERED = 100;

    private final Deque<Place> back = new ArrayDeque<>();
    private final Deque<Place> forward = new ArrayDeque<>();
    private boolean replacing;
    private final ReadOnlyObjectWrapper<Place> current;
    private final ReadOnlyBooleanWrapper canGoBack = new ReadOnlyBooleanWrapper(this, "canGoBack", false);
    private final ReadOnlyBooleanWrapper canGoForward = new ReadOnlyBooleanWrapper(this, "canGoForward", false);

    public Navigator(Place start) {
        current = new ReadOnlyObjectWrapper<>(this, "current", start);
    }

    public ReadOnlyObjectProperty<Place> currentProperty() {
        return current.getReadOnlyProperty();
    }

    public Place current() {
        return current.get();
    }

    /// To another place; the one left can be gone back to.
    public void go(Place place) {
        if (place.equals(current.get())) {
            return;
        }
        push(back, current.get());
        forward.clear();
        set(place);
    }

    /// To a room of the same profile, as it opens by itself.
    public void go(String room) {
        go(Place.of(current.get().profile(), room));
    }

    /// To a room of the same profile with one parameter set.
    public void go(String room, String parameter, String value) {
        go(Place.of(current.get().profile(), room).with(parameter, value));
    }

    /// The screen shows something else of the same room: its address follows, without a step that one could go back.
    public void replace(Place place) {
        if (!place.equals(current.get())) {
            replacing = true;
            set(place);
            replacing = false;
        }
    }

    /// Whether the change of [#currentProperty()] being told of right now came from the screen itself.
    boolean isReplacing() {
        return replacing;
    }

    public void back() {
        if (!back.isEmpty()) {
            push(forward, current.get());
            set(back.pop());
        }
    }

    public void forward() {
        if (!forward.isEmpty()) {
            push(back, current.get());
            set(forward.pop());
        }
    }

    public ReadOnlyBooleanProperty canGoBackProperty() {
        return canGoBack.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canGoForwardProperty() {
        return canGoForward.getReadOnlyProperty();
    }

    private void set(Place place) {
        current.set(place);
        canGoBack.set(!back.isEmpty());
        canGoForward.set(!forward.isEmpty());
    }

    private static void push(Deque<Place> stack, Place place) {
        stack.push(place);
        if (stack.size() > REMEMBERED) {
            stack.removeLast();
        }
    }
}

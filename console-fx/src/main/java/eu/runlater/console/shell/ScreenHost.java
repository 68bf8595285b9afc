package eu.runlater.console.shell;

import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Shows the screen of the current place under its title: makes each screen once, attaches and detaches it, and
/// keeps its commands registered exactly while it is attached.
final class ScreenHost extends VBox {
    private final Session session;
    private final Map<String, Room> rooms = new HashMap<>();
    private final Map<String, Screen> screens = new HashMap<>();
    private final Label title = new Label();
    private final HBox actions = new HBox(8);
    private final StackPane body = new StackPane();
    private @Nullable Screen shown;
    private boolean locked;
    private Subscription ofShown = Subscription.EMPTY;

    ScreenHost(Session session, List<Room> rooms) {
        this.session = session;
        rooms.forEach(room -> this.rooms.put(room.id(), room));
        getStyleClass().add("screen-host");
        title.setId("screen-title");
        title.getStyleClass().add("screen-title");
        actions.setAlignment(Pos.CENTER_RIGHT);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox top = new HBox(12, title, space, actions);
        top.getStyleClass().add("screen-header");
        top.setAlignment(Pos.CENTER_LEFT);
        if (session.profile().production()) {
            top.getStyleClass().add("production");
        }
        VBox.setVgrow(body, Priority.ALWAYS);
        body.setMinHeight(0);
        getChildren().addAll(top, body);
    }

    void show(Place place) {
        Room room = rooms.get(place.room());
        if (room == null) {
            leave();
            title.setText("");
            body.getChildren().setAll(new EmptyState(Feather.COMPASS, Texts.get("shell.missing"), place.toString()));
            return;
        }
        if (!session.rights().allows(room.least())) {
            leave();
            locked = true;
            title.setText(Texts.get(room.titleKey()));
            body.getChildren().setAll(new LockedPane(session, room.least()));
            return;
        }
        locked = false;
        Screen screen = screens.computeIfAbsent(room.id(), _ -> room.open().apply(session));
        if (screen == shown) {
            screen.attach(place);
            return;
        }
        leave();
        shown = screen;
        body.getChildren().setAll(screen.node());
        Node buttons = screen.actions();
        if (buttons == null) {
            actions.getChildren().clear();
        } else {
            actions.getChildren().setAll(buttons);
        }
        screen.attach(place);
        ofShown = Subscription.combine(
                session.commands().add(screen.commands()), screen.title().subscribe(title::setText));
        screen.focus();
    }

    /// One may do more or less than a moment ago: what is shown follows.
    void rightsChanged(Place place) {
        Room room = rooms.get(place.room());
        if (room != null && locked == session.rights().allows(room.least())) {
            show(place);
        }
    }

    void refresh() {
        if (locked) {
            session.rights().ask();
        }
        if (shown != null) {
            shown.refresh();
        }
    }

    void leave() {
        ofShown.unsubscribe();
        ofShown = Subscription.EMPTY;
        if (shown != null) {
            shown.detach();
            shown = null;
        }
        actions.getChildren().clear();
    }
}

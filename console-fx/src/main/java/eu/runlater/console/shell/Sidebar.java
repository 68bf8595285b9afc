package eu.runlater.console.shell;

import eu.runlater.console.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The rooms, in groups; folds to icons.
final class Sidebar extends VBox {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass FOLDED = PseudoClass.getPseudoClass("folded");

    private static final PseudoClass LOCKED = PseudoClass.getPseudoClass("locked");

    private record Item(Room room, Button button) {}

    private final List<Item> items = new ArrayList<>();
    private final List<Label> headings = new ArrayList<>();

    Sidebar(List<Room> rooms, Navigator navigator, Rights rights) {
        super(2);
        setId("sidebar");
        getStyleClass().add("sidebar");
        for (Room.Group group : Room.Group.values()) {
            List<Room> inGroup =
                    rooms.stream().filter(room -> room.group() == group).toList();
            if (!inGroup.isEmpty()) {
                Label heading =
                        new Label(Texts.get("shell.group." + group.name().toLowerCase(Locale.ROOT))
                                .toUpperCase(Locale.ENGLISH));
                heading.getStyleClass().add("sidebar-heading");
                headings.add(heading);
                getChildren().add(heading);
                inGroup.forEach(room -> getChildren().add(button(room, navigator)));
            }
        }
        navigator
                .currentProperty()
                .subscribe(place -> items.forEach(item -> item.button()
                        .pseudoClassStateChanged(CURRENT, item.room().id().equals(place.room()))));
        rights.meProperty()
                .subscribe(_ -> items.forEach(
                        item -> lock(item, !rights.allows(item.room().least()))));
    }

    /// What one may not look at stays, with a lock, so that one knows it exists and whom to ask.
    private static void lock(Item item, boolean locked) {
        Room room = item.room();
        Button button = item.button();
        button.pseudoClassStateChanged(LOCKED, locked);
        button.setGraphic(new FontIcon(locked ? Feather.LOCK : room.icon()));
        String title = Texts.get(room.titleKey());
        button.setAccessibleText(
                locked ? Texts.get("shell.locked.spoken", title, room.least().text()) : title);
        String keys = title + "  " + Keys.of(room.keys()).shown();
        button.getTooltip()
                .setText(
                        locked
                                ? keys + "\n"
                                        + Texts.get(
                                                "shell.locked.title",
                                                room.least().text())
                                : keys);
    }

    void setFolded(boolean folded) {
        pseudoClassStateChanged(FOLDED, folded);
        headings.forEach(heading -> {
            heading.setVisible(!folded);
            heading.setManaged(!folded);
        });
        items.forEach(
                item -> item.button().setContentDisplay(folded ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT));
    }

    private Button button(Room room, Navigator navigator) {
        Button button = new Button(Texts.get(room.titleKey()), new FontIcon(room.icon()));
        button.setId("nav-" + room.id());
        button.getStyleClass().add("sidebar-item");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAccessibleText(Texts.get(room.titleKey()));
        Tooltip tooltip = new Tooltip(
                Texts.get(room.titleKey()) + "  " + Keys.of(room.keys()).shown());
        tooltip.setShowDelay(Duration.millis(500));
        button.setTooltip(tooltip);
        button.setOnAction(_ -> navigator.go(room.id()));
        items.add(new Item(room, button));
        return button;
    }
}

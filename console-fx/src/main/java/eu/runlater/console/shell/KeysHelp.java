package eu.runlater.console.shell;

import eu.runlater.console.ui.KeyCaps;
import eu.runlater.console.ui.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The keys that work right now, from the same registry that makes them work: this screen's first.
final class KeysHelp extends VBox {
    KeysHelp(Commands commands) {
        super(14);
        setId("keys-help");
        getStyleClass().addAll("pane", "keys-help");
        Label title = new Label(Texts.get("shell.help.title"));
        title.getStyleClass().add("pane-title");
        Map<String, List<Command>> groups = new LinkedHashMap<>();
        groups.put("screen", new ArrayList<>());
        groups.put("go", new ArrayList<>());
        groups.put("shell", new ArrayList<>());
        groups.put("profile", new ArrayList<>());
        for (Command command : commands.listed()) {
            if (command.keys() != null) {
                String group = groups.containsKey(command.group()) ? command.group() : "screen";
                groups.getOrDefault(group, new ArrayList<>()).add(command);
            }
        }
        VBox left = new VBox(18);
        VBox right = new VBox(18);
        groups.forEach((name, listed) -> {
            if (!listed.isEmpty()) {
                (name.equals("shell") || name.equals("profile") ? right : left)
                        .getChildren()
                        .add(group(name, listed));
            }
        });
        HBox columns = new HBox(40, left, right);
        ScrollPane scroll = new ScrollPane(columns);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(520);
        scroll.getStyleClass().add("plain-scroll");
        getChildren().addAll(title, scroll);
    }

    private static VBox group(String name, List<Command> commands) {
        Label heading = new Label(Texts.get("shell.help." + name));
        heading.getStyleClass().add("section-title");
        VBox box = new VBox(6, heading);
        for (Command command : commands) {
            Label text = new Label(command.text());
            text.setMinWidth(Region.USE_PREF_SIZE);
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            Keys keys = command.keys();
            HBox row = new HBox(24, text, space, new KeyCaps(keys == null ? List.of() : keys.caps()));
            row.setAlignment(Pos.CENTER_LEFT);
            box.getChildren().add(row);
        }
        return box;
    }
}

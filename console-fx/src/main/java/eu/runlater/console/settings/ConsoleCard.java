package eu.runlater.console.settings;

import atlantafx.base.controls.ToggleSwitch;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.Appearance;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.Texts;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// How one likes this console: applied at once, kept on this machine, for every profile. FX thread.
final class ConsoleCard extends VBox {
    ConsoleCard(Session session) {
        super(12);
        setId("settings-console");
        getStyleClass().addAll("card-box", "settings-card");
        Label title = new Label(Texts.get("settings.console.title"));
        title.getStyleClass().add("card-title");
        Label text = new Label(Texts.get("settings.console.text"));
        text.getStyleClass().add("muted");
        text.setWrapText(true);
        Segments<Appearance.Choice> appearance = new Segments<>(
                List.of(Appearance.Choice.values()),
                choice -> Texts.get("settings.appearance." + choice.name().toLowerCase(Locale.ROOT)));
        appearance.setId("settings-appearance");
        appearance.valueProperty().bindBidirectional(session.preferences().appearanceProperty());
        ToggleSwitch utc = new ToggleSwitch("");
        utc.setId("settings-utc");
        utc.setAccessibleText(Texts.get("settings.utc"));
        utc.setSelected(session.times().zoneProperty().get().equals(ZoneOffset.UTC));
        session.times().zoneProperty().subscribe(zone -> utc.setSelected(zone.equals(ZoneOffset.UTC)));
        utc.selectedProperty().addListener((_, _, wanted) -> {
            if (wanted != session.times().zoneProperty().get().equals(ZoneOffset.UTC)) {
                session.times().switchZone();
            }
        });
        ToggleSwitch folded = new ToggleSwitch("");
        folded.setId("settings-folded");
        folded.setAccessibleText(Texts.get("settings.folded"));
        folded.selectedProperty().bindBidirectional(session.preferences().sidebarFoldedProperty());
        getChildren()
                .addAll(
                        new VBox(4, title, text),
                        line("settings.appearance", appearance),
                        line("settings.utc", utc),
                        line("settings.folded", folded));
    }

    private static Node line(String key, Node control) {
        Label label = new Label(Texts.get(key));
        label.setLabelFor(control);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox line = new HBox(12, label, space, control);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("account-line");
        return line;
    }
}

package eu.runlater.console.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import atlantafx.base.theme.Theme;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// Light or dark, following the system unless told otherwise, and the style sheets of every scene. FX thread.
public final class Appearance {
    /// What the user chose.
    public enum Choice {
        SYSTEM,
        LIGHT,
        DARK
    }

    private static final String FOLDER = "/eu/runlater/console/";
    private static final List<String> FONTS = List.of(
            "Inter_400Regular",
            "Inter_500Medium",
            "Inter_600SemiBold",
            "Inter_700Bold",
            "JetBrainsMono_400Regular",
            "JetBrainsMono_700Bold");
    // bridge: the standard theme's colour names for controls that look them up; then ours, the rooms' own last.
    private static final List<String> SHEETS = List.of(
            "bridge", "console", "shell", "connect", "overview", "executions", "tasks", "queues", "inbound", "team");

    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(this, "choice", Choice.SYSTEM);
    private final List<Scene> scenes = new ArrayList<>();

    public Appearance() {
        loadFonts();
        choice.subscribe(_ -> apply());
        Platform.getPreferences().colorSchemeProperty().addListener((_, _, _) -> apply());
    }

    public ObjectProperty<Choice> choiceProperty() {
        return choice;
    }

    public boolean isDark() {
        return switch (choice.get()) {
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
            case LIGHT -> false;
            case DARK -> true;
        };
    }

    /// To the other one of light and dark.
    public void flip() {
        choice.set(isDark() ? Choice.LIGHT : Choice.DARK);
    }

    /// Dresses a scene, now and whenever the choice changes. On the scene, not on a node in it: popups take their
    /// colours from there.
    public void dress(Scene scene) {
        for (String sheet : SHEETS) {
            var url = Appearance.class.getResource(FOLDER + "style/" + sheet + ".css");
            if (url != null) {
                scene.getStylesheets().add(url.toExternalForm());
            }
        }
        scenes.add(scene);
        apply();
    }

    private void apply() {
        Theme theme = isDark() ? new PrimerDark() : new PrimerLight();
        String sheet = theme.getUserAgentStylesheet();
        if (!sheet.equals(Application.getUserAgentStylesheet())) {
            Application.setUserAgentStylesheet(sheet);
        }
        for (Scene scene : scenes) {
            // The window's own frame follows too.
            scene.getPreferences().setColorScheme(isDark() ? ColorScheme.DARK : ColorScheme.LIGHT);
        }
    }

    private static void loadFonts() {
        for (String name : FONTS) {
            String path = FOLDER + "fonts/" + name + ".ttf";
            try (InputStream font = Objects.requireNonNull(Appearance.class.getResourceAsStream(path), path)) {
                Font.loadFont(font, 13);
            } catch (IOException e) {
                throw new IllegalStateException("unreadable font " + path, e);
            }
        }
    }
}

package eu.runlater.console.screenshots;

import eu.runlater.console.api.Access;
import eu.runlater.console.engine.Stage;
import eu.runlater.console.shell.Place;
import eu.runlater.console.ui.Appearance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import javafx.animation.PauseTransition;
import javafx.embed.swing.SwingFXUtils;
import javafx.util.Duration;
import javax.imageio.ImageIO;

/// Takes one picture: opens the place in a window, waits until its answers are there, acts, waits again, and draws it.
/// FX thread.
final class Camera {
    private static final Duration TO_ANSWER = Duration.millis(1_500);
    private static final Duration TO_SETTLE = Duration.millis(600);

    private final Shot shot;
    private final Access access;
    private final InstantSource clock;
    private final Appearance appearance;
    private final Appearance.Choice choice;
    private final Path file;

    Camera(Shot shot, Access access, InstantSource clock, Appearance appearance, Appearance.Choice choice, Path file) {
        this.shot = shot;
        this.access = access;
        this.clock = clock;
        this.appearance = appearance;
        this.choice = choice;
        this.file = file;
    }

    /// @param done run when the picture is on disk
    void take(Runnable done) {
        appearance.choiceProperty().set(choice);
        Place place = Place.parse("runlater://prod-eu/" + shot.address()).orElseThrow();
        Stage stage = new Stage(access, clock, place, appearance, false);
        javafx.stage.Stage window = new javafx.stage.Stage();
        window.setScene(stage.scene());
        window.show();
        stage.open();
        after(TO_ANSWER, () -> {
            shot.act().accept(stage);
            after(TO_SETTLE, () -> {
                save(stage);
                stage.close();
                window.hide();
                done.run();
            });
        });
    }

    private void save(Stage stage) {
        try {
            ImageIO.write(SwingFXUtils.fromFXImage(stage.scene().snapshot(null), null), "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void after(Duration wait, Runnable action) {
        PauseTransition pause = new PauseTransition(wait);
        pause.setOnFinished(_ -> action.run());
        pause.play();
    }
}

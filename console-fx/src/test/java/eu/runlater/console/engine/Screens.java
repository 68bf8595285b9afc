package eu.runlater.console.engine;

import static org.awaitility.Awaitility.await;

import eu.runlater.console.shell.Place;
import eu.runlater.console.ui.Appearance;
import eu.runlater.console.wire.Patience;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// For tests of one screen: a scripted engine, the frame on it in a real window without a display, and hands for it.
public abstract class Screens {
    protected static final Instant NOW = Instant.parse("2026-05-04T03:07:41Z");
    private static final InstantSource CLOCK = () -> NOW;

    protected final FxRobot robot = new FxRobot();
    protected ScriptedEngine engine = ScriptedEngine.start(CLOCK);
    protected NightShift night = new NightShift(NOW);
    private final List<Stage> stages = new ArrayList<>();

    @BeforeEach
    void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void closeAll() throws TimeoutException {
        robot.interact(() -> stages.forEach(Stage::close));
        FxToolkit.hideStage();
        engine.close();
    }

    /// Opens the console at an address, without scheme and profile.
    protected Stage open(String address) throws TimeoutException {
        return open(address, false);
    }

    protected Stage open(String address, boolean readOnly) throws TimeoutException {
        Place place = Place.parse("runlater://test/" + address).orElseThrow();
        javafx.stage.Stage window = FxToolkit.registerPrimaryStage();
        Stage[] made = new Stage[1];
        robot.interact(() -> {
            Stage stage = new Stage(engine.access(), CLOCK, place, new Appearance(), readOnly);
            window.setScene(stage.scene());
            window.show();
            stage.open();
            made[0] = stage;
            stages.add(stage);
        });
        until(() -> engine.streams() > 0);
        return made[0];
    }

    protected void until(Callable<Boolean> condition) {
        await().atMost(Patience.LIMIT).until(() -> {
            WaitForAsyncUtils.waitForFxEvents();
            return WaitForAsyncUtils.asyncFx(condition).get();
        });
    }

    protected boolean shows(String selector) {
        return robot.lookup(selector).tryQuery().filter(Screens::isVisible).isPresent();
    }

    /// Whether some text on screen reads so.
    protected boolean reads(String text) {
        return robot.lookup((Node node) -> says(node, text)).queryAll().stream().anyMatch(Screens::isVisible);
    }

    private static boolean says(Node node, String text) {
        String own =
                node instanceof Labeled label ? label.getText() : node instanceof Text plain ? plain.getText() : null;
        return own != null && own.contains(text);
    }

    private static boolean isVisible(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return node.getScene() != null;
    }

    protected void press(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    protected void type(String text) {
        robot.write(text);
        WaitForAsyncUtils.waitForFxEvents();
    }

    protected List<String> texts(String selector) {
        return robot.lookup(selector).queryAll().stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .toList();
    }
}

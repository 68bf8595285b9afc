package eu.runlater.console.app;

import eu.runlater.console.connect.KeyVault;
import eu.runlater.console.connect.KeyVaults;
import eu.runlater.console.connect.Profiles;
import eu.runlater.console.live.FxThread;
import eu.runlater.console.shell.Command;
import eu.runlater.console.shell.Place;
import eu.runlater.console.shell.Preferences;
import eu.runlater.console.shell.Profile;
import eu.runlater.console.shell.Room;
import eu.runlater.console.shell.Screen;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.Appearance;
import eu.runlater.console.wire.RawEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// A whole console against a scripted engine, with two plain rooms that write down what happens to them.
final class ConsoleFixture implements AutoCloseable {
    final RawEngine engine = new RawEngine();
    final List<String> happened = new CopyOnWriteArrayList<>();
    final List<String> pages = new CopyOnWriteArrayList<>();
    final Profiles profiles;
    final KeyVault vault;
    final Preferences preferences = new Preferences();
    final Appearance appearance = new Appearance();
    final Console console;

    ConsoleFixture(Path folder) {
        profiles = new Profiles(folder);
        vault = KeyVaults.inFile(folder);
        console = new Console(
                profiles,
                vault,
                preferences,
                appearance,
                InstantSource.system(),
                new FxThread(),
                List.of(
                        Room.of(
                                "overview",
                                "shell.help.go",
                                Feather.ACTIVITY,
                                "g o",
                                Room.Group.OPERATE,
                                s -> new Plain("overview", s)),
                        Room.of(
                                "executions",
                                "shell.help.title",
                                Feather.LIST,
                                "g e",
                                Room.Group.OPERATE,
                                s -> new Plain("executions", s)),
                        Room.of(
                                        "newtask",
                                        "shell.status.undo",
                                        Feather.PLUS,
                                        "g n",
                                        Room.Group.DEFINE,
                                        s -> new Plain("newtask", s))
                                .changing()),
                pages::add);
    }

    Profile profile(String name) {
        return Profile.withKey(name, engine.url(), Profile.Colour.TEAL, false, false);
    }

    @Override
    public void close() throws IOException {
        console.close();
        engine.close();
    }

    private final class Plain implements Screen {
        private final String name;
        private final Session session;
        private final TextField field = new TextField();
        private final VBox box = new VBox(field);

        Plain(String name, Session session) {
            this.name = name;
            this.session = session;
            field.setId("field-of-" + name);
            box.setFocusTraversable(true);
        }

        @Override
        public ObservableValue<String> title() {
            return new ReadOnlyStringWrapper("The " + name);
        }

        @Override
        public Node node() {
            return box;
        }

        @Override
        public void attach(Place place) {
            happened.add("attach " + place);
        }

        @Override
        public void detach() {
            happened.add("detach " + name);
        }

        @Override
        public void refresh() {
            happened.add("refresh " + name);
        }

        @Override
        public List<Command> commands() {
            List<Command> commands = new ArrayList<>();
            commands.add(Command.of(name + ".search", "shell.command.refresh", field::requestFocus)
                    .withKeys("/"));
            commands.add(Command.of(name + ".retry", "shell.command.undo", () -> happened.add("retry"))
                    .withKeys("Shift+R")
                    .refusedWhile(session.offline())
                    .changing());
            return commands;
        }
    }
}

package eu.runlater.console.screenshots;

import eu.runlater.console.engine.Stage;
import java.util.function.Consumer;

/// One picture: where it is taken, and what is done there before.
///
/// @param engine which of the engines at hand · @param address of the place, without scheme and profile
/// @param act what to do once the place is there
record Shot(String name, String engine, String address, Consumer<Stage> act) {
    static Shot of(String name, String engine, String address) {
        return new Shot(name, engine, address, _ -> {});
    }

    Shot then(Consumer<Stage> action) {
        return new Shot(name, engine, address, action);
    }
}

package eu.runlater.console;

import eu.runlater.console.app.ConsoleStart;

/// The program's entry. Not an [javafx.application.Application] itself: the Java launcher would then insist on
/// JavaFX as modules.
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) {
        System.exit(ConsoleStart.run(args));
    }
}

package eu.runlater.console.app;

import java.util.List;
import javafx.application.Application;

/// Reads the arguments before any window opens, so that a mistake is a line in the terminal.
public final class ConsoleStart {
    private static final int OK = 0;
    private static final int MISUNDERSTOOD = 2;
    private static final int NO_DISPLAY = 3;

    private ConsoleStart() {}

    /// @return the program's exit code
    public static int run(String... args) {
        List<String> given = List.of(args);
        if (given.contains("--help") || given.contains("-h")) {
            System.out.println(Arguments.USAGE);
            return OK;
        }
        try {
            Arguments.parse(given, System.getenv());
        } catch (Arguments.Misunderstood e) {
            System.err.println(e.getMessage() + "\n\n" + Arguments.USAGE);
            return MISUNDERSTOOD;
        }
        try {
            Application.launch(ConsoleApp.class, args);
            return OK;
        } catch (UnsupportedOperationException e) {
            System.err.println("The console needs a graphical display: " + e.getMessage());
            return NO_DISPLAY;
        }
    }
}

package eu.runlater.bench;

import java.io.IOException;

/// One thing that is measured.
interface Scenario {
    String name();

    Measurement measure(Stage stage) throws IOException;
}

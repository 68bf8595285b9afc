package eu.runlater.engine;

import eu.runlater.engine.cluster.StopSignals;
import eu.runlater.engine.runtime.StartRefused;
import eu.runlater.engine.settings.EngineSettings;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.settings.SettingsReader;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts the engine.
@SpringBootApplication
public class EngineApplication {
    public static void main(String[] args) {
        if (List.of(args).contains("--help")) {
            System.out.println(SettingsReader.help());
            return;
        }
        try {
            start(SettingsReader.read(System.getenv(), List.of(args)));
        } catch (RuntimeException e) {
            StartRefused refused = StartRefusedReporter.find(e);
            if (refused == null) {
                throw e;
            }
            System.err.println("\n" + refused.getMessage() + "\n");
            System.exit(refused.exitCode());
        }
    }

    private static void start(Settings settings) {
        StopSignals.listen();
        EngineSettings bridge = new EngineSettings(settings);
        SpringApplication application = new SpringApplication(EngineApplication.class);
        application.setDefaultProperties(bridge.loggingProperties());
        application.addInitializers(bridge);
        // No arguments: Spring's own properties are not part of what an operator can set.
        application.run();
    }
}

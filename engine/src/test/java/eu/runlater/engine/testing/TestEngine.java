package eu.runlater.engine.testing;

import eu.runlater.engine.settings.EngineSettings;
import eu.runlater.engine.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/// Gives an engine under test its settings.
public final class TestEngine implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestTls.trust();
        new EngineSettings(settings(TestPostgres.url(), Map.of())).initialize(context);
    }

    /// Settings for an engine on a database; `overrides` win. Loopback receivers on any unprivileged port may
    /// be called.
    public static Settings settings(String databaseUrl, Map<String, String> overrides) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "RUNLATER_BIND", "127.0.0.1",
                "RUNLATER_PORT", "0",
                "RUNLATER_MANAGEMENT_PORT", "0",
                "RUNLATER_DATABASE_URL", databaseUrl,
                "RUNLATER_DURABILITY", "relaxed",
                // So that a test can come from an address of its own.
                "RUNLATER_TRUSTED_PROXIES", "127.0.0.1/32",
                "RUNLATER_EGRESS_ALLOW", "127.0.0.1/32:1024-65535,[::1]/128:1024-65535,localhost:1024-65535",
                "RUNLATER_DRAIN_SECONDS", "2",
                "RUNLATER_RATE_LIMIT_PER_ADDRESS", "0")); // all tests share one address
        environment.putAll(overrides);
        return Settings.of(environment);
    }
}

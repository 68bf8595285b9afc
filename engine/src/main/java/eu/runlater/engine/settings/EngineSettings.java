package eu.runlater.engine.settings;

import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// Brings [Settings] into a Spring context: as a bean, and as the few properties of Spring's own that follow
/// from them, which win over anything else.
public final class EngineSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private final Settings settings;

    public EngineSettings(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getBeanFactory().registerSingleton("settings", settings);
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.address", settings.bind().getHostAddress());
        properties.put("server.port", settings.port());
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("runlater", properties));
    }

    /// Logging is set up before there is a context.
    public Map<String, Object> loggingProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("logging.level.eu.runlater", settings.logLevel());
        if (settings.logFormat() == Settings.LogFormat.JSON) {
            properties.put("logging.structured.format.console", "ecs");
        }
        return properties;
    }
}

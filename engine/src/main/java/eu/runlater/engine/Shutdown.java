package eu.runlater.engine;

import eu.runlater.engine.settings.Settings;
import java.time.Duration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.DefaultLifecycleProcessor;

/// How long each phase of a stop may take: the API a few seconds for its requests in flight, the work as long
/// as the drain is set to (G-NOD-2).
@Configuration(proxyBeanMethods = false)
class Shutdown {
    private static final Duration REQUESTS = Duration.ofSeconds(10);
    private static final Duration BEYOND_DRAIN = Duration.ofSeconds(30);

    @Bean
    static DefaultLifecycleProcessor lifecycleProcessor(Settings settings) {
        DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
        processor.setTimeoutPerShutdownPhase(settings.drain().plus(BEYOND_DRAIN).toMillis());
        processor.setTimeoutForShutdownPhase(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE, REQUESTS.toMillis());
        return processor;
    }
}

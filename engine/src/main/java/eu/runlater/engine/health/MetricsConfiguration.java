package eu.runlater.engine.health;

import eu.runlater.engine.settings.Settings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The registry that every package adds its meters to: take a [MeterRegistry] and name them `runlater.…`;
/// Prometheus sees `runlater_…`.
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
    @Bean(destroyMethod = "close")
    PrometheusMeterRegistry meterRegistry() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Bean(destroyMethod = "close")
    JvmGcMetrics garbageCollectionMetrics() {
        return new JvmGcMetrics();
    }

    @Bean
    SmartInitializingSingleton engineMetrics(
            MeterRegistry registry, JvmGcMetrics garbageCollection, Settings settings, DatabaseProbe database) {
        return () -> {
            garbageCollection.bindTo(registry);
            new JvmMemoryMetrics().bindTo(registry);
            new JvmThreadMetrics().bindTo(registry);
            new ProcessorMetrics().bindTo(registry);
            new FileDescriptorMetrics().bindTo(registry);
            new UptimeMetrics().bindTo(registry);
            Gauge.builder("runlater.egress.allow.entries", settings.egressAllow()::size)
                    .description("Private targets that may be called although private")
                    .register(registry);
            Gauge.builder("runlater.database.up", () -> database.ask().connected() ? 1 : 0)
                    .description("1 when the database answers")
                    .register(registry);
        };
    }
}

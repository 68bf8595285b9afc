package eu.runlater.engine.storage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// How busy the two pools are, and how many callers wait before the main one.
@Component
final class StorageMetrics implements SmartInitializingSingleton {
    private final MeterRegistry registry;
    private final DataSource main;
    private final StorageConfiguration.VitalPool vital;

    StorageMetrics(MeterRegistry registry, DataSource main, StorageConfiguration.VitalPool vital) {
        this.registry = registry;
        this.main = main;
        this.vital = vital;
    }

    @Override
    public void afterSingletonsInstantiated() {
        try {
            pool("main", main.unwrap(HikariDataSource.class));
            BoundedDataSource bounded = main.unwrap(BoundedDataSource.class);
            Gauge.builder("runlater.database.waiting", bounded, BoundedDataSource::waiting)
                    .description("Callers that wait for a connection")
                    .register(registry);
        } catch (SQLException e) {
            throw new IllegalStateException("the main pool is not the one that was configured", e);
        }
        pool("vital", vital.source());
    }

    private void pool(String name, HikariDataSource pool) {
        gauge(name, "active", pool, HikariPoolMXBean::getActiveConnections);
        gauge(name, "idle", pool, HikariPoolMXBean::getIdleConnections);
    }

    private void gauge(String name, String state, HikariDataSource pool, ToDoubleFunction<HikariPoolMXBean> value) {
        Gauge.builder("runlater.database.connections", () -> {
                    HikariPoolMXBean started = pool.getHikariPoolMXBean();
                    return started == null ? 0 : value.applyAsDouble(started);
                })
                .description("Database connections of this node")
                .tag("pool", name)
                .tag("state", state)
                .register(registry);
    }
}

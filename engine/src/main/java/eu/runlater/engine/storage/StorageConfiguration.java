package eu.runlater.engine.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import eu.runlater.engine.settings.Settings;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The database and its two pools.
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {
    private static final int VITAL_POOL = 8;
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(3);
    private static final Duration QUEUE_PATIENCE = Duration.ofSeconds(2);

    @Bean(destroyMethod = "close")
    Database database(Settings settings) {
        return Database.open(settings);
    }

    /// For API traffic. Callers queue before it, not in it.
    @Bean(destroyMethod = "close")
    @Primary
    DataSource dataSource(Database database, Settings settings) {
        int size = settings.databasePool();
        return new BoundedDataSource(pool("main", database, size), size, QUEUE_PATIENCE);
    }

    /// Migrations may take longer than a statement of normal work is allowed to.
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrationDataSource(Database database) {
        DatabaseAddress address = database.address();
        Properties properties = address.properties();
        properties.remove("socketTimeout");
        return new SimpleDriverDataSource(new org.postgresql.Driver(), address.jdbcUrl(), properties);
    }

    @Bean(destroyMethod = "close")
    VitalPool vitalPool(Database database) {
        return new VitalPool(pool("vital", database, VITAL_POOL));
    }

    @Bean
    @DependsOnDatabaseInitialization
    VitalDatabase vitalDatabase(VitalPool pool) {
        return new VitalDatabase(
                pool.source,
                JdbcClient.create(pool.source),
                new TransactionTemplate(new JdbcTransactionManager(pool.source)));
    }

    /// Holds the second pool without being a second candidate for [DataSource].
    record VitalPool(HikariDataSource source) implements AutoCloseable {
        @Override
        public void close() {
            source.close();
        }
    }

    private static HikariDataSource pool(String name, Database database, int size) {
        DatabaseAddress address = database.address();
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(address.jdbcUrl());
        config.setDataSourceProperties(address.properties());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(size, 4));
        config.setConnectionTimeout(CONNECT_PATIENCE.toMillis());
        config.setValidationTimeout(Duration.ofSeconds(2).toMillis());
        config.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        // The database may go away and come back without a restart (G-NOD-3), so its absence is no reason to fail here.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}

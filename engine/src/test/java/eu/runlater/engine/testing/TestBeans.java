package eu.runlater.engine.testing;

import eu.runlater.engine.cluster.DatabaseClock;
import eu.runlater.engine.storage.VitalDatabase;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts the movable clock under both pools of the engine.
@TestConfiguration(proxyBeanMethods = false)
public class TestBeans {
    @Bean
    static ClockOffset clockOffset() {
        return new ClockOffset();
    }

    @Bean
    TestTime testTime(ClockOffset offset, ObjectProvider<DatabaseClock> clock) {
        return new TestTime(offset, clock);
    }

    @Bean
    static BeanPostProcessor movableClock(ObjectProvider<ClockOffset> offset) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof DataSource source && name.equals("dataSource")) {
                    return new ShiftedDataSource(source, offset.getObject());
                }
                if (bean instanceof VitalDatabase vital) {
                    DataSource shifted = new ShiftedDataSource(vital.dataSource(), offset.getObject());
                    return new VitalDatabase(
                            shifted,
                            JdbcClient.create(shifted),
                            new TransactionTemplate(new JdbcTransactionManager(shifted)));
                }
                return bean;
            }
        };
    }
}

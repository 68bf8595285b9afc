package eu.runlater.engine.delivery;

import eu.runlater.engine.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Makes the policy from the settings, and the one HTTP client that obeys it.
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {
    private static final Logger log = LoggerFactory.getLogger(DeliveryConfiguration.class);

    @Bean
    EgressPolicy egressPolicy(Settings settings) {
        if (!settings.egressAllow().isEmpty()) {
            log.atWarn()
                    .addKeyValue("allowed", settings.egressAllow())
                    .log("private targets are open for calls (RUNLATER_EGRESS_ALLOW)");
        }
        return new EgressPolicy(settings.egressAllow());
    }

    @Bean(destroyMethod = "close")
    OutgoingHttp outgoingHttp(EgressPolicy policy, Settings settings) {
        return new OutgoingHttp(policy, settings.egressProxy());
    }
}

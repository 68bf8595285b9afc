package eu.runlater.engine.inbound;

import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.web.ClientAddress;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/// Puts the receiving servlet where senders reach it.
@Configuration(proxyBeanMethods = false)
class InboundConfiguration {
    /// @param reception lazy: servlets are made before the database is there
    @Bean
    ServletRegistrationBean<InboundServlet> inboundServlet(
            @Lazy Reception reception, @Lazy ClientAddress addresses, Settings settings) {
        return new ServletRegistrationBean<>(new InboundServlet(reception, addresses, settings), "/in/*");
    }
}

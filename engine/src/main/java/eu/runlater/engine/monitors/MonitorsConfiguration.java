package eu.runlater.engine.monitors;

import eu.runlater.engine.web.ClientAddress;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/// Puts the ping servlet where jobs reach it.
@Configuration(proxyBeanMethods = false)
class MonitorsConfiguration {
    /// @param pings lazy: servlets are made before the database is there
    @Bean
    ServletRegistrationBean<PingServlet> pingServlet(@Lazy Pings pings, @Lazy ClientAddress addresses) {
        return new ServletRegistrationBean<>(new PingServlet(pings, addresses), "/ping/*");
    }
}

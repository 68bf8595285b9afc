package eu.runlater.engine.web;

import eu.runlater.engine.runtime.Loop;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.coyote.ProtocolHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Looks every second for request heads that do not come to an end.
@Component
final class SlowHeads implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private static final Logger log = LoggerFactory.getLogger(SlowHeads.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final List<HttpProtocol> protocols = new CopyOnWriteArrayList<>();
    private final Loop loop = Loop.start("slow-heads", this::look);

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(HttpProtocol.class.getName());
        TomcatProtocolHandlerCustomizer<ProtocolHandler> remember = handler -> {
            if (handler instanceof HttpProtocol protocol) {
                protocols.add(protocol);
            }
        };
        factory.addProtocolHandlerCustomizers(remember);
    }

    private Duration look() {
        int closed = 0;
        for (HttpProtocol protocol : protocols) {
            closed += protocol.closeSlowHeads(LIMIT);
        }
        if (closed > 0) {
            log.atInfo().addKeyValue("connections", closed).log("request heads took longer than 10 s: closed");
        }
        return EVERY;
    }

    @PreDestroy
    void stop() {
        loop.close();
    }
}

package eu.runlater.engine.web;

import eu.runlater.engine.settings.Settings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Where others reach this installation: `RUNLATER_PUBLIC_URL`, or else where this engine listens. Never taken from a
/// request's `Host` (decision 38). Any thread.
@Component
public class PublicUrl {
    private final Settings settings;
    private final Environment environment;

    PublicUrl(Settings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /// Without a slash at the end.
    public String base() {
        return settings.publicUrl()
                .map(URI::toString)
                .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
                .orElseGet(this::here);
    }

    private String here() {
        InetAddress bind = settings.bind();
        String host = bind.isAnyLocalAddress() ? "localhost" : bind.getHostAddress();
        boolean brackets = bind instanceof Inet6Address && !bind.isAnyLocalAddress();
        // Set by the server once it listens; port 0 means any.
        String port = environment.getProperty("local.server.port", String.valueOf(settings.port()));
        return "http://" + (brackets ? "[" + host + "]" : host) + ":" + port;
    }
}

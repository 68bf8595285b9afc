package eu.runlater.engine.health;

import eu.runlater.engine.accounts.Bootstrap;
import eu.runlater.engine.accounts.FirstStart;
import eu.runlater.engine.settings.EgressAllowance;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.storage.Database;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Says where the engine listens and on which data, and, on the very first start, the key and a call that
/// works when pasted. Printed rather than logged: a key must never get into a log.
@Component
class StartBanner {
    private static final Logger log = LoggerFactory.getLogger(StartBanner.class);

    private final Settings settings;
    private final Database database;
    private final Bootstrap bootstrap;
    private final ManagementServer management;

    StartBanner(Settings settings, Database database, Bootstrap bootstrap, ManagementServer management) {
        this.settings = settings;
        this.database = database;
        this.bootstrap = bootstrap;
        this.management = management;
    }

    @EventListener
    void print(ApplicationReadyEvent ready) {
        int port =
                ready.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null
                        ? web.getWebServer().getPort()
                        : settings.port();
        warn();
        System.out.print(text(port));
        System.out.flush();
    }

    private void warn() {
        // What is set and does nothing yet must say so.
        if (settings.smtpUrl().isPresent()) {
            log.warn("RUNLATER_SMTP_URL is set, but this version sends no mail yet");
        }
        if (settings.encryptionKeys().isEmpty()) {
            log.info("payloads are stored unsealed; RUNLATER_ENCRYPTION_KEY seals them");
        }
    }

    private String text(int port) {
        String api = settings.publicUrl().map(URI::toString).orElseGet(() -> url(settings.bind(), port));
        StringBuilder text = new StringBuilder();
        line(text, "");
        line(text, "  Runlater is up.");
        line(text, "");
        line(text, "  API         " + api);
        line(text, "  Health      " + api + "/health/ready");
        line(text, "  Metrics     " + url(settings.managementBind(), management.port()) + "/metrics");
        line(
                text,
                "  Database    PostgreSQL " + database.version() + ", " + database.display() + ", "
                        + ("strict".equals(database.durability()) ? "durable commits" : "RELAXED durability"));
        line(
                text,
                "  Listens on  " + settings.bind().getHostAddress()
                        + (settings.bind().isLoopbackAddress() ? " (this machine only; RUNLATER_BIND)" : ""));
        if (!settings.egressAllow().isEmpty()) {
            line(text, "  May call    private targets " + allowed() + " (RUNLATER_EGRESS_ALLOW)");
        }
        line(text, "");
        bootstrap.made().ifPresent(made -> firstStart(text, made));
        String key = bootstrap.made().map(FirstStart::apiKey).orElse("$YOUR_KEY");
        sample(text, api, key);
        line(text, "");
        return text.toString();
    }

    private static void firstStart(StringBuilder text, FirstStart made) {
        line(text, "  First start. The following is shown once; keep it.");
        line(text, "");
        line(text, "  API key         " + made.apiKey());
        line(text, "  Webhook secret  " + made.webhookSecret());
        line(text, "  Owner           " + made.email());
        if (!made.password().isEmpty()) {
            line(text, "  Password        " + made.password());
        }
        line(text, "");
    }

    private void sample(StringBuilder text, String api, String key) {
        Optional<URI> target = settings.sampleTarget();
        line(text, "  Try it:");
        line(text, "");
        line(text, "curl -X POST " + api + "/api/v1/queue \\");
        line(text, "  -H \"Authorization: Bearer " + key + "\" \\");
        line(text, "  -H \"Content-Type: application/json\" \\");
        line(text, "  -d '{");
        line(text, "    \"url\": \"" + target.map(URI::toString).orElse("https://your-app.example/api/send") + "\",");
        line(text, "    \"method\": \"POST\",");
        line(text, "    \"body\": \"{\\\"user_id\\\": \\\"123\\\"}\"");
        line(text, "  }'");
    }

    private String allowed() {
        return settings.egressAllow().stream().map(EgressAllowance::text).collect(Collectors.joining(", "));
    }

    private static String url(InetAddress bind, int port) {
        String host = bind.isAnyLocalAddress() ? "localhost" : bind.getHostAddress();
        return "http://" + (bind instanceof Inet6Address && !bind.isAnyLocalAddress() ? "[" + host + "]" : host) + ":"
                + port;
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}

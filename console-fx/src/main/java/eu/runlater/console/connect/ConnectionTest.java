package eu.runlater.console.connect;

import eu.runlater.console.api.Access;
import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.EngineStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.HttpUrl;

/// Goes to an engine one step after the other and names the step that fails: somebody who cannot connect needs to know
/// whether to look at the name, the network, the certificate or the key. Blocks; background threads only.
final class ConnectionTest {
    private static final int CONNECT_MILLIS = 5_000;

    enum Step {
        RESOLVE,
        CONNECT,
        TLS,
        AUTHENTICATE,
        VERSION,
        STREAM;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What is known of one step.
    sealed interface Progress {
        Step step();

        record Running(Step step) implements Progress {}

        record Passed(Step step, String text) implements Progress {}

        /// Did not apply: no TLS on `http`, or the key may not ask.
        record Skipped(Step step, String text) implements Progress {}

        record Failed(Step step, String text, String details) implements Progress {}
    }

    private final Access access;
    private final Consumer<Progress> report;

    ConnectionTest(Access access, Consumer<Progress> report) {
        this.access = access;
        this.report = report;
    }

    /// @return whether every step passed
    boolean run() {
        HttpUrl url = access.base();
        Step step = Step.RESOLVE;
        try {
            report.accept(new Progress.Running(step));
            InetAddress address = InetAddress.getByName(url.host());
            report.accept(new Progress.Passed(step, address.getHostAddress()));
            step = Step.CONNECT;
            report.accept(new Progress.Running(step));
            long start = System.nanoTime();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, url.port()), CONNECT_MILLIS);
                report.accept(new Progress.Passed(step, Times.took((System.nanoTime() - start) / 1e6)));
                step = Step.TLS;
                tls(url, socket);
            }
        } catch (UnknownHostException e) {
            report.accept(new Progress.Failed(step, Texts.get("ui.failure.resolve"), String.valueOf(e.getMessage())));
            return false;
        } catch (IOException e) {
            String key = step == Step.TLS ? "ui.failure.tls" : "ui.failure.connect";
            report.accept(new Progress.Failed(step, Texts.get(key), String.valueOf(e.getMessage())));
            return false;
        }
        try (EngineApi api = EngineApi.of(access)) {
            return authenticate(api) && version(api) && stream(api);
        }
    }

    private void tls(HttpUrl url, Socket socket) throws IOException {
        if (!url.isHttps()) {
            report.accept(new Progress.Skipped(Step.TLS, Texts.get("connect.test.no_tls")));
            return;
        }
        report.accept(new Progress.Running(Step.TLS));
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        socket.setSoTimeout(CONNECT_MILLIS);
        SSLSocket secure = (SSLSocket) factory.createSocket(socket, url.host(), url.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        report.accept(new Progress.Passed(Step.TLS, secure.getSession().getProtocol()));
    }

    private boolean authenticate(EngineApi api) {
        report.accept(new Progress.Running(Step.AUTHENTICATE));
        try {
            api.overview();
            report.accept(new Progress.Passed(Step.AUTHENTICATE, Texts.get("connect.test.accepted")));
            return true;
        } catch (ApiFailure e) {
            String text = e.status() == 403 ? Texts.get("connect.test.scope") : FailureText.sentence(e);
            report.accept(new Progress.Failed(Step.AUTHENTICATE, text, FailureText.details(e)));
            return false;
        }
    }

    private boolean version(EngineApi api) {
        report.accept(new Progress.Running(Step.VERSION));
        try {
            EngineStatus status = api.engine();
            report.accept(new Progress.Passed(Step.VERSION, status.version()));
        } catch (ApiFailure e) {
            if (e.status() == 403 || e.status() == 404) {
                report.accept(new Progress.Skipped(Step.VERSION, Texts.get("connect.test.version_hidden")));
            } else {
                report.accept(new Progress.Failed(Step.VERSION, FailureText.sentence(e), FailureText.details(e)));
                return false;
            }
        }
        return true;
    }

    private boolean stream(EngineApi api) {
        report.accept(new Progress.Running(Step.STREAM));
        try {
            api.tryStream();
            report.accept(new Progress.Passed(Step.STREAM, Texts.get("connect.test.stream_opened")));
            return true;
        } catch (ApiFailure e) {
            report.accept(
                    new Progress.Failed(Step.STREAM, Texts.get("connect.test.stream_refused"), FailureText.details(e)));
            return false;
        }
    }
}

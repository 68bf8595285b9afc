package eu.runlater.engine.testing;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/// A target that speaks TLS and lets in who shows the test client's certificate. Engines under test trust it, for their
/// process does ([#trust]). The keys are in the test resources: nobody else trusts them.
public final class TestTls implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final HttpsServer server;
    private final List<String> clients = new CopyOnWriteArrayList<>();

    private TestTls(HttpsServer server) {
        this.server = server;
    }

    /// Makes this process trust the target, and nobody else on the web.
    static void trust() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("target", keys("target").getCertificate("target"));
            Path file = Files.createTempFile("trusted", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                trusted.store(out, PASSWORD);
            }
            System.setProperty("javax.net.ssl.trustStore", file.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", new String(PASSWORD));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static TestTls start() {
        return start(true);
    }

    /// Lets everybody in.
    public static TestTls open() {
        return start(false);
    }

    private static TestTls start(boolean clientsOnly) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keys("target"), PASSWORD);
            KeyStore known = KeyStore.getInstance("PKCS12");
            known.load(null, null);
            known.setCertificateEntry("client", keys("client").getCertificate("client"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
            server.setHttpsConfigurator(new HttpsConfigurator(tls) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters chosen = tls.getDefaultSSLParameters();
                    chosen.setNeedClientAuth(clientsOnly);
                    parameters.setSSLParameters(chosen);
                }
            });
            TestTls target = new TestTls(server);
            server.createContext("/", exchange -> {
                try (exchange) {
                    if (clientsOnly) {
                        target.clients.add(((HttpsExchange) exchange)
                                .getSSLSession()
                                .getPeerPrincipal()
                                .getName());
                    }
                    exchange.sendResponseHeaders(200, -1);
                }
            });
            server.start();
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /// Who called, by their certificates.
    public List<String> clients() {
        return List.copyOf(clients);
    }

    /// @param name `client` or `target`
    public static String certificate(String name) {
        try {
            return pem("CERTIFICATE", keys(name).getCertificate(name).getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String privateKey(String name) {
        try {
            return pem("PRIVATE KEY", keys(name).getKey(name, PASSWORD).getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what + "-----\n";
    }

    /// A file of the test resources, e.g. `client-encrypted.pem` (passphrase: open sesame).
    public static String text(String file) {
        try (InputStream in = TestTls.class.getResourceAsStream("/tls/" + file)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyStore keys(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = TestTls.class.getResourceAsStream("/tls/" + name + ".p12")) {
            store.load(Objects.requireNonNull(in), PASSWORD);
        }
        return store;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

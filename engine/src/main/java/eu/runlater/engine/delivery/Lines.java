package eu.runlater.engine.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Makes the client's connections and finds the [Line] under one of them, also when TLS lies on top. The client opens
/// its sockets unconnected; every form that would connect by itself is closed off, so that none passes the policy by.
/// Any thread.
final class Lines extends SocketFactory {
    /// Whether a socket may connect there.
    interface Gate {
        boolean allows(InetAddress address, int port);
    }

    private final Gate gate;
    private final ConcurrentMap<Socket, Line> underTls = new ConcurrentHashMap<>();

    Lines(Gate gate) {
        this.gate = gate;
    }

    @Override
    public Socket createSocket() throws IOException {
        return new Line(gate, this);
    }

    @Nullable
    Line under(Socket socket) {
        return socket instanceof Line line ? line : underTls.get(socket);
    }

    void forget(Socket secured) {
        underTls.remove(secured);
    }

    SSLSocketFactory tls(SSLSocketFactory factory) {
        return new OverLines(factory);
    }

    private static IOException connectsByItself() {
        return new IOException("the client must connect the sockets it gets");
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw connectsByItself();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw connectsByItself();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw connectsByItself();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw connectsByItself();
    }

    /// Lays TLS over lines only.
    private final class OverLines extends SSLSocketFactory {
        private final SSLSocketFactory factory;

        OverLines(SSLSocketFactory factory) {
            this.factory = factory;
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            if (!(socket instanceof Line line)) {
                throw connectsByItself();
            }
            Socket secured = factory.createSocket(line, host, port, autoClose);
            underTls.put(secured, line);
            line.secured(secured);
            if (line.isClosed()) {
                underTls.remove(secured);
            }
            return secured;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return factory.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return factory.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw connectsByItself();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            throw connectsByItself();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw connectsByItself();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            throw connectsByItself();
        }
    }
}

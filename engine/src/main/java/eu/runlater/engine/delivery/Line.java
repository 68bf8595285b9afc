package eu.runlater.engine.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One TCP connection to a target, as the HTTP client sees it: a socket that asks the egress policy about the very
/// address it connects to (G-EGR-1), knows whether the peer has hung up while it was idle, and counts what arrived.
/// It stands in front of a channel's socket, because only a channel can look without waiting. One thread at a time,
/// except for [#close].
final class Line extends Socket {
    private final Lines.Gate gate;
    private final SocketChannel channel;
    private final Socket socket;
    private final Lines lines;
    private final ByteBuffer probe = ByteBuffer.allocate(1);
    private volatile @Nullable Socket secured;
    private boolean used;
    private long received;
    private long idleLimitNanos = Long.MAX_VALUE;
    private long releasedAtNanos;

    Line(Lines.Gate gate, Lines lines) throws IOException {
        this.gate = gate;
        this.channel = SocketChannel.open();
        this.socket = channel.socket();
        this.lines = lines;
        // A request larger than one segment must not wait for the acknowledgement of its first part.
        socket.setTcpNoDelay(true);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (!(endpoint instanceof InetSocketAddress target)
                || target.getAddress() == null
                || !gate.allows(target.getAddress(), target.getPort())) {
            throw new TargetDenied();
        }
        socket.connect(endpoint, timeout);
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    /// Whether a request was sent over it before; the first call says no, and every later one yes.
    boolean used() {
        boolean before = used;
        used = true;
        return before;
    }

    /// Whether this idle connection cannot carry another request: the peer closed it or sent something unasked, or said
    /// that it will close it about now. Does not wait. A request must not be sent then, because nobody could tell
    /// whether it was read; as long as none was sent, another connection can be used (G-RUN-8).
    boolean stale() {
        if (System.nanoTime() - releasedAtNanos > idleLimitNanos) {
            return true;
        }
        try {
            channel.configureBlocking(false);
            try {
                return channel.read(probe.clear()) != 0;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            return true;
        }
    }

    /// Called when TLS was laid over this connection.
    void secured(Socket over) {
        secured = over;
    }

    /// Called when an answer was read: how long the connection may stay idle from now on.
    void released(long idleLimitNanos) {
        this.idleLimitNanos = idleLimitNanos;
        this.releasedAtNanos = System.nanoTime();
    }

    /// Bytes that arrived since the connection was made; under TLS, those of its records.
    long received() {
        return received;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(socket.getInputStream()) {
            @Override
            public int read() throws IOException {
                int value = in.read();
                received += value < 0 ? 0 : 1;
                return value;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = in.read(bytes, offset, length);
                received += Math.max(count, 0);
                return count;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            Socket over = secured;
            if (over != null) {
                lines.forget(over);
            }
        }
    }

    @Override
    public void bind(SocketAddress local) throws IOException {
        socket.bind(local);
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return socket.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return socket.getLocalSocketAddress();
    }

    @Override
    public SocketChannel getChannel() {
        return channel;
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        socket.setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return socket.getTcpNoDelay();
    }

    @Override
    public void setSoLinger(boolean on, int linger) throws SocketException {
        socket.setSoLinger(on, linger);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return socket.getSoLinger();
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        socket.setSoTimeout(timeout);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        socket.setSendBufferSize(size);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return socket.getSendBufferSize();
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        socket.setReceiveBufferSize(size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return socket.getReceiveBufferSize();
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        socket.setKeepAlive(on);
    }

    @Override
    public boolean getKeepAlive() throws SocketException {
        return socket.getKeepAlive();
    }

    @Override
    public void setTrafficClass(int value) throws SocketException {
        socket.setTrafficClass(value);
    }

    @Override
    public int getTrafficClass() throws SocketException {
        return socket.getTrafficClass();
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        socket.setReuseAddress(on);
    }

    @Override
    public boolean getReuseAddress() throws SocketException {
        return socket.getReuseAddress();
    }

    @Override
    public void setOOBInline(boolean on) throws SocketException {
        socket.setOOBInline(on);
    }

    @Override
    public boolean getOOBInline() throws SocketException {
        return socket.getOOBInline();
    }

    @Override
    public void sendUrgentData(int data) throws IOException {
        socket.sendUrgentData(data);
    }

    @Override
    public void shutdownInput() throws IOException {
        socket.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isBound() {
        return socket.isBound();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isInputShutdown() {
        return socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return socket.isOutputShutdown();
    }

    @Override
    public <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
        channel.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return channel.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return channel.supportedOptions();
    }

    @Override
    public String toString() {
        return "Line[" + socket.getRemoteSocketAddress() + "]";
    }
}

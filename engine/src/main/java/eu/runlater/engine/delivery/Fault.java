package eu.runlater.engine.delivery;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/// Turns what the client threw into an outcome, by how far the exchange had got. Messages name host and port, never the
/// path, the query, a header or an address (G-DAT-6, G-EGR-4). Pure.
final class Fault {
    private static final int MAX_TEXT = 200;
    private static final long HEADER_LIMIT = 256 * 1024; // the client reads no more of an answer's headers

    private Fault() {}

    static Outcome outcome(Exchange exchange, Throwable fault) {
        if (find(fault, TargetDenied.class) != null) {
            return new Outcome.Refused("The target is a private or reserved address that is not open for calls");
        }
        String target = target(exchange.url());
        return switch (exchange.step()) {
            case STARTING, RESOLVING -> unresolved(exchange.url().host(), fault);
            case CONNECTING -> unconnected(target, fault);
            case SECURING -> new Outcome.Unreachable("tls", "TLS with " + target + " failed: " + tls(fault));
            case SENDING, WAITING -> unanswered(exchange, target, fault);
            case READING -> internal(fault);
        };
    }

    private static Outcome unresolved(String host, Throwable fault) {
        if (find(fault, Resolver.Unanswered.class) instanceof Resolver.Unanswered unanswered) {
            return new Outcome.Unreachable("dns", host + ": " + unanswered.getMessage());
        }
        if (find(fault, UnknownHostException.class) != null) {
            return new Outcome.Unreachable("dns", "No address is known for " + host);
        }
        return fault instanceof IOException
                ? new Outcome.Unreachable("connect", "Connecting to " + host + " failed: " + text(fault))
                : internal(fault);
    }

    private static Outcome unconnected(String target, Throwable fault) {
        if (find(fault, SocketTimeoutException.class) != null) {
            return new Outcome.TimedOut("No connection to " + target + " within 10 s");
        }
        String text = text(root(fault));
        if (text.contains("refused")) {
            return new Outcome.Unreachable("connect", target + " refused the connection");
        }
        return new Outcome.Unreachable("connect", "Connecting to " + target + " failed: " + text);
    }

    private static Outcome unanswered(Exchange exchange, String target, Throwable fault) {
        if (find(fault, SSLException.class) != null && exchange.received() == 0) {
            return new Outcome.Unreachable("tls", "TLS with " + target + " failed: " + tls(fault));
        }
        if (exchange.received() >= HEADER_LIMIT) {
            return new Outcome.Unreachable("protocol", target + " sent more than 256 KiB before an answer's body");
        }
        if (find(fault, ProtocolException.class) != null || !(fault instanceof IOException)) {
            return new Outcome.Unreachable("protocol", target + " did not answer in HTTP: " + text(fault));
        }
        return new Outcome.Unreachable(
                "connection_lost",
                exchange.received() == 0
                        ? target + " closed the connection without an answer"
                        : target + " closed the connection in the middle of the answer's headers");
    }

    static Outcome.Broken internal(Throwable fault) {
        return new Outcome.Broken("The engine failed: " + fault.getClass().getSimpleName());
    }

    static String target(HttpUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        return host + ":" + url.port();
    }

    private static String tls(Throwable fault) {
        if (find(fault, SSLPeerUnverifiedException.class) != null) {
            return "the certificate is not for this host";
        }
        return text(root(fault));
    }

    /// One line of the exception's own words. Those of sockets and TLS speak of states, not of what was sent.
    private static String text(Throwable fault) {
        String message = fault.getMessage();
        String line = message == null || message.isBlank()
                ? fault.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
        return line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) + "…" : line;
    }

    private static Throwable root(Throwable fault) {
        Throwable deepest = fault;
        Set<Throwable> seen = new HashSet<>();
        while (deepest.getCause() != null && seen.add(deepest)) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    /// Looks among causes and suppressed ones: when several addresses were tried, the first failure carries the others.
    static @Nullable Throwable find(Throwable fault, Class<? extends Throwable> type) {
        return find(fault, type, new HashSet<>());
    }

    private static @Nullable Throwable find(
            @Nullable Throwable fault, Class<? extends Throwable> type, Set<Throwable> seen) {
        if (fault == null || type.isInstance(fault) || !seen.add(fault)) {
            return type.isInstance(fault) ? fault : null;
        }
        Throwable found = find(fault.getCause(), type, seen);
        for (Throwable other : fault.getSuppressed()) {
            found = found == null ? find(other, type, seen) : found;
        }
        return found;
    }
}

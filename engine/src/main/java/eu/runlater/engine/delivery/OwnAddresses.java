package eu.runlater.engine.delivery;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The addresses of this machine: what listens on them was not put there to be called by tenants. Read anew every half
/// minute, because interfaces come and go. Any thread.
final class OwnAddresses {
    private static final Duration FRESH = Duration.ofSeconds(30);

    private record Reading(Set<InetAddress> addresses, long atNanos) {}

    private final Supplier<Set<InetAddress>> source;
    private volatile Reading reading;

    OwnAddresses(Supplier<Set<InetAddress>> source) {
        this.source = source;
        this.reading = new Reading(source.get(), System.nanoTime());
    }

    static OwnAddresses ofThisMachine() {
        return new OwnAddresses(OwnAddresses::read);
    }

    boolean contains(InetAddress address) {
        Reading last = reading;
        if (System.nanoTime() - last.atNanos > FRESH.toNanos()) {
            last = new Reading(source.get(), System.nanoTime());
            reading = last;
        }
        return last.addresses.contains(address);
    }

    private static Set<InetAddress> read() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            throw new IllegalStateException("this machine's network interfaces cannot be read", e);
        }
    }
}

package eu.runlater.engine.delivery;

import java.io.Serial;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/// Asks the system's resolver without trusting it to answer: in at most [#THREADS] threads, together for all who
/// ask for one name at a time, for at most five seconds, and never beyond the asking attempt's end (G-OUT-2). A
/// name with one forbidden address is forbidden (G-EGR-2). Any thread.
final class Resolver implements Dns, AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int THREADS = 64; // a lookup that hangs holds one, for as long as the system lets it
    private static final int WAITING = 1_000;

    /// The system's part: blocking, slow at times.
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /// No answer in time, or too many lookups at once.
    static final class Unanswered extends UnknownHostException {
        @Serial
        private static final long serialVersionUID = 1L;

        Unanswered(String message) {
            super(message);
        }
    }

    private final EgressPolicy policy;
    private final Lookup lookup;
    private final @Nullable EgressProxy proxy;
    private final ConcurrentMap<String, FutureTask<InetAddress[]>> running = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    Resolver(EgressPolicy policy, Lookup lookup, @Nullable EgressProxy proxy) {
        this.policy = policy;
        this.lookup = lookup;
        this.proxy = proxy;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("dns-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        Exchange asking = Exchange.resolving();
        InetAddress[] addresses = resolve(host, asking.remainingNanos());
        if (proxy != null && proxy.named(host)) {
            proxy.resolved(addresses);
        } else {
            judge(addresses, asking.port());
        }
        return List.of(addresses);
    }

    /// Judges a target that a proxy will connect to: no socket of ours will see its address.
    ///
    /// @throws TargetDenied when it is forbidden; a name that is not known here is left to the proxy
    void judge(Exchange asking) throws TargetDenied {
        InetAddress[] addresses;
        try {
            addresses = resolve(asking.url().host(), asking.remainingNanos());
        } catch (UnknownHostException e) {
            return;
        }
        judge(addresses, asking.port());
    }

    private void judge(InetAddress[] addresses, int port) throws TargetDenied {
        for (InetAddress address : addresses) {
            if (!policy.allows(address, port)) {
                throw new TargetDenied();
            }
        }
    }

    private InetAddress[] resolve(String host, long remainingNanos) throws UnknownHostException {
        FutureTask<InetAddress[]> task = running.computeIfAbsent(host, this::start);
        if (task == null) {
            throw new Unanswered("too many names are being resolved at this moment");
        }
        try {
            return task.get(Math.min(LIMIT.toNanos(), remainingNanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new Unanswered("the name was not resolved within " + LIMIT.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered("the attempt was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException("the resolver failed", e.getCause());
        }
    }

    private @Nullable FutureTask<InetAddress[]> start(String host) {
        FutureTask<InetAddress[]> task = new FutureTask<>(() -> lookup.addresses(host)) {
            @Override
            protected void done() {
                running.remove(host, this);
            }
        };
        try {
            threads.execute(task);
            return task;
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

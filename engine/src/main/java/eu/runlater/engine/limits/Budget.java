package eu.runlater.engine.limits;

import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// What this node may still let through of one subject's window. Leases shrink as the window fills, so that
/// nodes do not hold what others need. Requests of one subject wait for each other while a lease is asked
/// for. Any thread.
final class Budget {
    private static final Logger log = LoggerFactory.getLogger(Budget.class);
    private static final int LARGEST_LEASE = 25;
    private static final int SHARE = 8; // of what is left, how much one lease takes

    private final String subject;
    private final Allowance allowance;
    private final WindowRepository windows;
    private final ReentrantLock lock = new ReentrantLock();

    private long start = Long.MIN_VALUE;
    private int leased;
    private long asked; // by all nodes, when last heard
    private boolean exhausted;

    Budget(String subject, Allowance allowance, WindowRepository windows) {
        this.subject = subject;
        this.allowance = allowance;
        this.windows = windows;
    }

    Standing take(Instant now) {
        lock.lock();
        try {
            turn(now);
            if (leased == 0 && !exhausted) {
                lease();
            }
            boolean allowed = leased > 0;
            if (allowed) {
                leased--;
            }
            return new Standing(allowed, allowance.requests(), remaining(), reset(now));
        } finally {
            lock.unlock();
        }
    }

    /// Takes back one request that was let through here and refused elsewhere.
    void giveBack() {
        lock.lock();
        try {
            leased++;
        } finally {
            lock.unlock();
        }
    }

    private void turn(Instant now) {
        long seconds = allowance.window().toSeconds();
        long current = Math.floorDiv(now.getEpochSecond(), seconds) * seconds;
        if (current != start) {
            start = current;
            leased = allowance.free();
            asked = 0;
            exhausted = shared() == 0 && leased == 0;
        }
    }

    private void lease() {
        int left = (int) Math.max(0, shared() - asked);
        int wanted = Math.clamp(left / SHARE, 1, LARGEST_LEASE);
        try {
            asked = windows.ask(subject, allowance.window().toSeconds(), Instant.ofEpochSecond(start), wanted);
        } catch (DataAccessException e) {
            // Whatever needs the database fails by itself; what does not (health) must not fail for our sake.
            log.debug("rate window of {} not shared: {}", subject, e.getMessage());
            asked += wanted;
        }
        leased = Math.clamp(wanted - (asked - shared()), 0, wanted);
        exhausted = leased < wanted;
    }

    /// The part of the allowance that is kept in the shared window.
    private int shared() {
        return allowance.requests() - allowance.free();
    }

    private int remaining() {
        return (int) Math.max(0, leased + Math.max(0, shared() - asked));
    }

    private int reset(Instant now) {
        return (int) Math.max(1, start + allowance.window().toSeconds() - now.getEpochSecond());
    }
}

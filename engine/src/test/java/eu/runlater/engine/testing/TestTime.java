package eu.runlater.engine.testing;

import eu.runlater.engine.cluster.DatabaseClock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;

/// Moves the one clock: the database's, and with it the engine's. Everything that compares times sees the new
/// time from its next statement on; loops that sleep until a due time are to be woken (`Wakeups.local`) or
/// poll within a second.
///
/// ```java
/// time.advance(Duration.ofHours(3));
/// ```
public final class TestTime {
    private final ClockOffset offset;
    private final ObjectProvider<DatabaseClock> clock;

    TestTime(ClockOffset offset, ObjectProvider<DatabaseClock> clock) {
        this.offset = offset;
        this.clock = clock;
    }

    public void advance(Duration duration) {
        offset.add(duration);
        clock.getObject().refresh();
    }

    /// Back to the true time; done after each test.
    public void reset() {
        offset.reset();
        clock.getObject().refresh();
    }
}

package eu.runlater.console.wire;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Every test of the console waits this long before it gives up. A test that passes never waits for it; on a machine
/// that is busy with other things, ten seconds are no proof of anything.
public final class Patience implements BeforeAllCallback {
    public static final Duration LIMIT = Duration.ofSeconds(90);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LIMIT);
    }
}

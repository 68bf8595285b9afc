package eu.runlater.engine.testing;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/// Undoes what a test did to the clock.
final class TrueTimeAfterEach implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext context) {
        SpringExtension.getApplicationContext(context).getBean(TestTime.class).reset();
    }
}

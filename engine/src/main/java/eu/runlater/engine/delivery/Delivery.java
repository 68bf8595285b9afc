package eu.runlater.engine.delivery;

import org.springframework.stereotype.Component;

/// Makes one HTTP attempt. Blocks the calling (virtual) thread until the end, at most the task's timeout plus one
/// second.
/// Never throws: whatever happens becomes a [Report]. Interrupting the calling thread ends the attempt as
/// [Outcome.Interrupted] with the interrupt flag cleared. Any thread.
@Component
public class Delivery {
    public Report deliver(OutgoingCall call) {
        throw new IllegalStateException("replaced by the delivery package");
    }
}

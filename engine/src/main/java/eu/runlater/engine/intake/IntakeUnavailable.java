package eu.runlater.engine.intake;

/// Nothing is known to be stored: the queue of pending writes is full, the database cannot be reached, or the
/// commit's answer was lost (G-ACC-2, G-ACC-4). The edge answers 503 with Retry-After.
public final class IntakeUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IntakeUnavailable(String message) {
        super(message, null, false, false);
    }
}

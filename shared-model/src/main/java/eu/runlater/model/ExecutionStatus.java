package eu.runlater.model;

import java.util.Locale;

/// The state of an execution, i.e. of one attempt. The wire carries the lower-case word; a word this version does not
/// know reads as [#UNKNOWN] and the record that carries it keeps the word.
public enum ExecutionStatus {
    /// Waits for its due time, a free worker, or its queue. Leaves when claimed.
    PENDING,
    /// A node has claimed it and calls the target. Leaves when the outcome is recorded or the node is lost.
    RUNNING,
    /// The response was accepted. Final.
    SUCCESS,
    /// The response was rejected, or the target could not be reached or may not be called. Final for this attempt.
    FAILED,
    /// The time limit ended the attempt. Final for this attempt.
    TIMEOUT,
    /// A firing that could no longer run; nothing was sent. Final.
    MISSED,
    /// Taken back before it was sent. Final.
    CANCELLED,
    /// Its node vanished or gave it back; the run is due again and no retry was used up. Final for this attempt.
    INTERRUPTED,
    /// A word from a newer engine.
    UNKNOWN;

    /// Reads the wire's word.
    public static ExecutionStatus of(String word) {
        for (ExecutionStatus status : values()) {
            if (status != UNKNOWN && status.word().equals(word)) {
                return status;
            }
        }
        return UNKNOWN;
    }

    /// The wire's word.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether nothing about the attempt changes any more.
    public boolean isFinal() {
        return this != PENDING && this != RUNNING && this != UNKNOWN;
    }
}

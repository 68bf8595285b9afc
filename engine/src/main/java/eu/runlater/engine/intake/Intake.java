package eu.runlater.engine.intake;

import org.springframework.stereotype.Component;

/// Accepts work durably. Submissions of the moment become one insert and one commit. Any thread; blocks at most 5 s.
@Component
public class Intake {
    /// @throws IntakeUnavailable when it cannot be said that the work is stored
    public Receipt submit(Submission submission) {
        throw new IllegalStateException("replaced by the intake package");
    }
}

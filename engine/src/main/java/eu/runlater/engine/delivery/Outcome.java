package eu.runlater.engine.delivery;

/// How one attempt ended. Expected ends are values, never exceptions (code style §7).
public sealed interface Outcome {
    /// The word stored as `error_kind` and shown in the API; `success` for [Succeeded].
    String kind();

    /// One sentence for people, without query strings, secrets or bodies.
    String message();

    /// The response was accepted.
    record Succeeded() implements Outcome {
        @Override
        public String kind() {
            return "success";
        }

        @Override
        public String message() {
            return "";
        }
    }

    /// The target answered, and the answer is not what the task expects: `http_status` or `body_mismatch`.
    record Rejected(String kind, String message) implements Outcome {}

    /// The task's time limit ended the attempt (kind `timeout`); the message says in which phase.
    record TimedOut(String message) implements Outcome {
        @Override
        public String kind() {
            return "timeout";
        }
    }

    /// No answer: `dns`, `connect`, `tls`, `connection_lost`, `protocol`.
    record Unreachable(String kind, String message) implements Outcome {}

    /// The egress policy forbids the target: `egress_denied`; never retried (G-EGR-4).
    record Refused(String message) implements Outcome {
        @Override
        public String kind() {
            return "egress_denied";
        }
    }

    /// What the target is to be shown could not be had: `credential_failed`; nothing was sent to the target. Retried,
    /// for
    /// a token endpoint may be down for a while.
    record Uncredentialed(String message) implements Outcome {
        @Override
        public String kind() {
            return "credential_failed";
        }
    }

    /// Nothing was sent, because it cannot be: `not_sendable`; never retried.
    record NotSendable(String message) implements Outcome {
        @Override
        public String kind() {
            return "not_sendable";
        }
    }

    /// This node took the attempt back (drain, lost lease): `interrupted`; not a failure, uses up no retry (G-RUN-6).
    record Interrupted(String message) implements Outcome {
        @Override
        public String kind() {
            return "interrupted";
        }
    }

    /// A fault of ours: `internal` (G-RUN-10).
    record Broken(String message) implements Outcome {
        @Override
        public String kind() {
            return "internal";
        }
    }
}

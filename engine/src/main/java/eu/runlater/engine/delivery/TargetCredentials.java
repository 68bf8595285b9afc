package eu.runlater.engine.delivery;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.X509ExtendedKeyManager;

/// What a target is shown so that it lets a call in (decision 23). Deliveries ask for it by the name that the task
/// carries; how it is kept is not their business. Any thread.
public interface TargetCredentials {
    /// @param url the target's, in canonical form
    /// @param limit how long the caller can wait, for a token that has to be fetched
    Grant grant(UUID organizationId, String name, String url, Duration limit) throws InterruptedException;

    /// The target answered 401 to what was granted: what can be had anew is not used again.
    void refused(UUID organizationId, String name, Grant grant);

    /// What to show.
    sealed interface Grant {
        /// For tasks that name no credential.
        record Nothing() implements Grant {}

        /// Header lines; they replace the task's own of the same name.
        record Lines(List<Header> headers) implements Grant {
            public Lines {
                headers = List.copyOf(headers);
            }

            @Override
            public String toString() {
                return "Lines[••••]";
            }
        }

        /// A client certificate.
        record Identity(ClientIdentity identity) implements Grant {}

        /// There is nothing to show, and the call is not made.
        ///
        /// @param why one sentence without secrets
        record Denied(String why) implements Grant {}
    }

    /// A certificate with its key. Connections made with one are used for no other.
    ///
    /// @param key what tells it from every other, and from itself before a change
    record ClientIdentity(String key, X509ExtendedKeyManager keys) {}
}

package eu.runlater.console.live;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How much what is on screen can be trusted to be now. Exactly one state holds at any time.
public sealed interface ConnectionState {
    /// The first connection of this profile is on its way; nothing has been heard yet.
    record Connecting() implements ConnectionState {}

    /// Something was heard within the last two heartbeats.
    ///
    /// @param heard when last
    record Live(Instant heard) implements ConnectionState {}

    /// Two heartbeats were missed although the socket looks open; a new connection is being tried.
    ///
    /// @param since when something was heard last
    record Stale(Instant since) implements ConnectionState {}

    /// The user stopped the stream.
    record Paused(Instant since) implements ConnectionState {}

    /// No connection.
    ///
    /// @param heard when something was heard last; absent = never
    /// @param attempt the number of tries that failed since
    /// @param nextTry when the next one starts
    /// @param reason technical detail of the last failure
    record Offline(@Nullable Instant heard, int attempt, Instant nextTry, String reason) implements ConnectionState {}

    /// The engine does not accept the key any more; trying again would not help.
    record Unauthorized(@Nullable Instant heard) implements ConnectionState {}

    /// Whether actions make sense: the engine answered recently.
    default boolean reachable() {
        return this instanceof Live || this instanceof Paused;
    }
}

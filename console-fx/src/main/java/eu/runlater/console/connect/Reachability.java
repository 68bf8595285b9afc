package eu.runlater.console.connect;

/// What a look at a profile's engine found.
sealed interface Reachability {
    record Looking() implements Reachability {}

    record Reachable(long millis) implements Reachability {}

    /// @param text why not, in a few words
    record Unreachable(String text) implements Reachability {}
}

package eu.runlater.receiver;

import java.io.PrintStream;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// How a receiver is to behave.
///
/// @param port wished-for port; 0 = any
/// @param remember how many calls to keep for `/calls`; 0 = none, which also switches `/calls` and `/count` off
/// @param lines where to print a line per call; absent = nowhere
/// @param secret the organization's webhook secret, to say whether signatures are right; absent = unknown
public record ReceiverOptions(
        int port,
        int remember,
        @Nullable PrintStream lines,
        @Nullable String secret,
        CallObserver observer,
        InstantSource clock) {
    private static final CallObserver NOBODY = (_, _, _) -> {};

    public static ReceiverOptions onAnyPort() {
        return new ReceiverOptions(0, 10_000, null, null, NOBODY, InstantSource.system());
    }

    public ReceiverOptions withPort(int wished) {
        return new ReceiverOptions(wished, remember, lines, secret, observer, clock);
    }

    public ReceiverOptions withRemember(int calls) {
        return new ReceiverOptions(port, calls, lines, secret, observer, clock);
    }

    public ReceiverOptions withLines(@Nullable PrintStream to) {
        return new ReceiverOptions(port, remember, to, secret, observer, clock);
    }

    public ReceiverOptions withSecret(@Nullable String known) {
        return new ReceiverOptions(port, remember, lines, known, observer, clock);
    }

    public ReceiverOptions withObserver(CallObserver seeing) {
        return new ReceiverOptions(port, remember, lines, secret, seeing, clock);
    }
}

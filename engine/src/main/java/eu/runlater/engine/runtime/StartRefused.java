package eu.runlater.engine.runtime;

/// The engine cannot start, and a person can do something about it: the message says what is wrong and what to do. It
/// is printed as it stands, without a stack trace, and the process ends with the code.
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Exit code for settings that are not acceptable.
    public static final int BAD_SETTINGS = 2;

    /// Exit code for a surrounding that is not acceptable: database, data directory, ports.
    public static final int BAD_SURROUNDINGS = 3;

    private final int exitCode;

    private StartRefused(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public static StartRefused settings(String message) {
        return new StartRefused(BAD_SETTINGS, message);
    }

    public static StartRefused surroundings(String message) {
        return new StartRefused(BAD_SURROUNDINGS, message);
    }

    public int exitCode() {
        return exitCode;
    }
}

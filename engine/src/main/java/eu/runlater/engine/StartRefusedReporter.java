package eu.runlater.engine;

import eu.runlater.engine.runtime.StartRefused;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Keeps Spring from printing a stack trace for a refusal that a person is to read; `main` prints the message.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartRefusedReporter implements SpringBootExceptionReporter {
    @Override
    public boolean reportException(Throwable failure) {
        return find(failure) != null;
    }

    static @Nullable StartRefused find(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefused refused) {
                return refused;
            }
            if (cause instanceof FlywayException unfit) {
                return StartRefused.surroundings(
                        "The database's tables are not the ones this version made or can bring up"
                                + " to date.\nUse the version that made them, or another database or RUNLATER_DATA_DIR.\n\n"
                                + unfit.getMessage());
            }
            if (cause instanceof PortInUseException taken) {
                return StartRefused.surroundings("Port " + taken.getPort() + " is in use by another program."
                        + "\nChoose another one with RUNLATER_PORT (--port).");
            }
        }
        return null;
    }
}

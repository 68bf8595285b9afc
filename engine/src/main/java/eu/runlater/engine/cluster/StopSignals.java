package eu.runlater.engine.cluster;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears SIGTERM and SIGINT: the first one stops the process in good order as always, a second one says that the
/// operator will not wait for the calls in flight (G-NOD-2). The JVM itself would not hear the second one.
///
/// `sun.misc.Signal` is reached by reflection because the compiler refuses it under "warnings are errors"; where it is
/// missing, the JVM's own handling stays.
public final class StopSignals {
    private static final Logger log = LoggerFactory.getLogger(StopSignals.class);
    private static final int TERMINATED = 143; // 128 + SIGTERM, what the JVM ends with by itself
    private static final AtomicInteger heard = new AtomicInteger();

    private StopSignals() {}

    /// Installs the handlers; once, by the program's entry point.
    public static void listen() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object onSignal = Proxy.newProxyInstance(
                    StopSignals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "handle" -> hear();
                            case "hashCode" -> {
                                return System.identityHashCode(proxy);
                            }
                            case "equals" -> {
                                return arguments != null && proxy == arguments[0];
                            }
                            default -> {
                                return "stop signals";
                            }
                        }
                        return null;
                    });
            Method handle = signal.getMethod("handle", signal, handler);
            for (String name : new String[] {"TERM", "INT"}) {
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), onSignal);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            log.atDebug().setCause(e).log("stop signals stay with the JVM");
        }
    }

    private static void hear() {
        if (heard.incrementAndGet() == 1) {
            Thread.ofPlatform().name("stop").start(() -> System.exit(TERMINATED));
        }
    }

    /// Whether the operator asked twice.
    public static boolean impatient() {
        return heard.get() > 1;
    }
}

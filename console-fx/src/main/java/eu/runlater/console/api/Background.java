package eu.runlater.console.api;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Runs calls off the FX thread and hands their results back on it. Questions of one [Line] are numbered: an answer
/// that arrives after a newer question was asked is dropped, so a slow first answer never overwrites a fast second
/// one. To be used from the FX thread; after [#close()] nothing is delivered any more.
public final class Background implements AutoCloseable {
    /// A call that may fail as the API fails.
    @FunctionalInterface
    public interface Question<T> {
        T ask() throws ApiFailure;
    }

    private static final System.Logger LOG = System.getLogger(Background.class.getName());

    private final Executor workers;
    private final Executor fx;
    private volatile boolean closed;

    public Background(Executor workers, Executor fx) {
        this.workers = workers;
        this.fx = fx;
    }

    /// One virtual thread a call.
    public static Background onVirtualThreads(Executor fx) {
        ExecutorService workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("call-", 0).factory());
        return new Background(workers, fx);
    }

    /// Asks once; the answer counts whatever else is asked.
    public <T> void ask(Question<T> question, Consumer<? super T> answer, Consumer<? super ApiFailure> failure) {
        line().ask(question, answer, failure);
    }

    /// A new line of questions of which only the newest counts.
    public Line line() {
        return new Line();
    }

    @Override
    public void close() {
        closed = true;
        if (workers instanceof ExecutorService service) {
            service.shutdownNow();
        }
    }

    /// Questions that replace each other. FX thread only.
    public final class Line {
        private long newest;

        private Line() {}

        public <T> void ask(Question<T> question, Consumer<? super T> answer, Consumer<? super ApiFailure> failure) {
            if (closed) {
                return;
            }
            long number = ++newest;
            workers.execute(() -> {
                try {
                    T result = question.ask();
                    deliver(number, () -> answer.accept(result));
                } catch (ApiFailure e) {
                    deliver(number, () -> failure.accept(e));
                } catch (Exception e) {
                    if (closed || e instanceof InterruptedException) {
                        return; // the HTTP library throws it undeclared when a call is given up
                    }
                    LOG.log(System.Logger.Level.ERROR, "a background call failed", e);
                    ApiFailure broken =
                            ApiFailure.unreachable(ApiFailure.Kind.BROKEN, String.valueOf(e.getMessage()), e);
                    deliver(number, () -> failure.accept(broken));
                }
            });
        }

        /// Whatever was asked, its answer is not wanted any more.
        public void forget() {
            newest++;
        }

        private void deliver(long number, Runnable delivery) {
            fx.execute(() -> {
                if (!closed && number == newest) {
                    delivery.run();
                }
            });
        }
    }
}

package eu.runlater.console.live;

import eu.runlater.console.api.Access;
import eu.runlater.console.api.Json;
import eu.runlater.model.StreamEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The one event stream of a profile, kept open: reconnects with growing, spread waits, resumes after the last id
/// it saw, and takes silence of two heartbeats as a lost connection even if the socket looks open.
///
/// All of its state is owned by the thread of `timer`; the HTTP library's callbacks hop onto it first. A connection
/// that was given up is told apart by its number, so nothing it still says counts.
final class LiveStream implements AutoCloseable {
    static final Duration SILENCE = Duration.ofSeconds(30);

    /// Called on the timer's thread.
    interface Listener {
        void event(@Nullable String id, StreamEvent event);

        void news(NewsFold.Message message);

        /// A message of a known kind that is not understood.
        ///
        /// @param type the message's name
        void unreadable(String type);

        /// A message of a kind that only a later version of this console knows.
        void skipped();

        void resync();

        void state(ConnectionState state);
    }

    private final Access access;
    private final OkHttpClient client;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private final Duration silence;
    private final Backoff backoff;
    private final Listener listener;

    private @Nullable EventSource source;
    private @Nullable ScheduledFuture<?> nextTry;
    private @Nullable ScheduledFuture<?> watch;
    private @Nullable String lastId;
    private long connection;
    private int failures;
    private boolean open;
    private boolean openedBefore;
    private boolean closed;
    private volatile @Nullable Heard heard;

    private record Heard(Instant at, long nanos) {}

    LiveStream(
            Access access,
            ScheduledExecutorService timer,
            InstantSource clock,
            Duration silence,
            RandomGenerator random,
            Listener listener) {
        this.access = access;
        this.timer = timer;
        this.clock = clock;
        this.silence = silence;
        this.backoff = new Backoff(random);
        this.listener = listener;
        this.client = new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(5))
                // Silence is judged here, by bytes of any kind, not by the socket's timer.
                .readTimeout(Duration.ZERO)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .addNetworkInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    return response.newBuilder()
                            .body(new HeardBody(response.body(), this::hear))
                            .build();
                })
                .build();
    }

    void start() {
        onTimer(() -> {
            watch = timer.scheduleWithFixedDelay(
                    this::checkSilence, silence.toMillis() / 10, silence.toMillis() / 10, TimeUnit.MILLISECONDS);
            connect();
        });
    }

    /// Tries at once instead of when the next try is due.
    void retryNow() {
        onTimer(() -> {
            if (!open && !closed) {
                connect();
            }
        });
    }

    /// When the last byte came; absent = never.
    @Nullable
    Instant heardAt() {
        Heard last = heard;
        return last == null ? null : last.at();
    }

    @Override
    public void close() {
        onTimer(() -> {
            closed = true;
            drop();
            if (watch != null) {
                watch.cancel(false);
            }
        });
        client.dispatcher().executorService().shutdown();
    }

    private void connect() {
        drop();
        long number = ++connection;
        Request.Builder request = new Request.Builder()
                .url(access.base().newBuilder().addPathSegments("api/v1/events").build())
                .header("Authorization", "Bearer " + access.key())
                .header("Accept", "text/event-stream");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        source = EventSources.createFactory((okhttp3.Call.Factory) client)
                .newEventSource(request.build(), new Callbacks(number));
    }

    private void drop() {
        open = false;
        if (nextTry != null) {
            nextTry.cancel(false);
            nextTry = null;
        }
        if (source != null) {
            source.cancel();
            source = null;
        }
        connection++;
    }

    private void opened() {
        hear();
        if (openedBefore && lastId == null) {
            // Nothing to resume after: what happened in between can only be asked for.
            listener.resync();
        }
        openedBefore = true;
        open = true;
        failures = 0;
        listener.state(new ConnectionState.Live(heardAtOrNow()));
    }

    private void received(@Nullable String id, @Nullable String type, String data) {
        if (id != null && !id.isEmpty()) {
            lastId = id;
        }
        String name = type == null ? "" : type;
        if (name.equals("resync")) {
            listener.resync();
        } else if (name.startsWith("execution.")) {
            try {
                listener.event(id, Json.WIRE.readValue(data, StreamEvent.class));
            } catch (JacksonException | NullPointerException _) {
                listener.unreadable(name);
            }
        } else if (NewsFold.knows(name)) {
            try {
                NewsFold.Message message = Json.WIRE.readValue(data, NewsFold.Message.class);
                listener.news(new NewsFold.Message(name, message.at(), message.count(), List.copyOf(message.items())));
            } catch (JacksonException | NullPointerException _) {
                listener.unreadable(name);
            }
        } else if (name.indexOf('.') > 0) {
            listener.skipped();
        }
    }

    private void failed(@Nullable Integer status, String reason) {
        drop();
        if (status != null && (status == 401 || status == 403)) {
            listener.state(new ConnectionState.Unauthorized(heardAt()));
            return;
        }
        if (status != null && (status == 409 || status == 410 || status == 412) && lastId != null) {
            lastId = null;
            listener.resync();
        }
        failures++;
        Duration wait = backoff.after(failures);
        nextTry = timer.schedule(this::connect, wait.toMillis(), TimeUnit.MILLISECONDS);
        listener.state(
                new ConnectionState.Offline(heardAt(), failures, clock.instant().plus(wait), reason));
    }

    private void checkSilence() {
        Heard last = heard;
        if (open && last != null && System.nanoTime() - last.nanos() >= silence.toNanos()) {
            listener.state(new ConnectionState.Stale(last.at()));
            connect();
        }
    }

    private void hear() {
        heard = new Heard(clock.instant(), System.nanoTime());
    }

    private Instant heardAtOrNow() {
        Instant at = heardAt();
        return at == null ? clock.instant() : at;
    }

    private void onTimer(Runnable work) {
        try {
            timer.execute(work);
        } catch (RejectedExecutionException _) {
            // The profile was closed meanwhile: nobody is left to tell.
        }
    }

    private final class Callbacks extends EventSourceListener {
        private final long number;

        private Callbacks(long number) {
            this.number = number;
        }

        @Override
        public void onOpen(EventSource eventSource, Response response) {
            ifCurrent(LiveStream.this::opened);
        }

        @Override
        public void onEvent(EventSource eventSource, @Nullable String id, @Nullable String type, String data) {
            ifCurrent(() -> received(id, type, data));
        }

        @Override
        public void onClosed(EventSource eventSource) {
            ifCurrent(() -> failed(null, "the engine ended the stream"));
        }

        @Override
        public void onFailure(EventSource eventSource, @Nullable Throwable t, @Nullable Response response) {
            Integer status = response == null || response.isSuccessful() ? null : response.code();
            String reason =
                    status != null ? "status " + status : String.valueOf(t == null ? "cut off" : t.getMessage());
            ifCurrent(() -> failed(status, reason));
        }

        private void ifCurrent(Runnable work) {
            onTimer(() -> {
                if (number == connection && !closed) {
                    work.run();
                }
            });
        }
    }
}

package eu.runlater.bench;

import eu.runlater.process.ApiClient;
import eu.runlater.process.EngineProcess;
import eu.runlater.receiver.Receiver;
import eu.runlater.receiver.ReceiverOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;

/// What all scenarios stand on: the engine's process, the receiver in this one, the numbering of tasks.
final class Stage implements AutoCloseable {
    private static final byte[] MARKER = "\"number\":1".getBytes(StandardCharsets.ISO_8859_1);
    private static final LongConsumer NOBODY = _ -> {};

    private final EngineProcess engine;
    private final InstantSource clock;
    private final int repetitions;
    private final boolean quick;
    private final Receiver receiver;
    private final ApiClient api;
    private final AtomicLong firstCallNanos = new AtomicLong();
    private final AtomicLong lastCallNanos = new AtomicLong();
    private volatile LongConsumer listener = NOBODY;
    private long nextNumber;

    Stage(EngineProcess engine, InstantSource clock, int repetitions, boolean quick) {
        this.clock = clock;
        this.engine = engine;
        this.repetitions = repetitions;
        this.quick = quick;
        this.api = engine.api();
        this.receiver =
                Receiver.start(ReceiverOptions.onAnyPort().withRemember(0).withObserver((request, _, nanos) -> {
                    firstCallNanos.compareAndSet(0, nanos);
                    lastCallNanos.lazySet(nanos);
                    LongConsumer to = listener;
                    if (to != NOBODY) {
                        to.accept(request.numberInBody(MARKER));
                    }
                }));
    }

    EngineProcess engine() {
        return engine;
    }

    ApiClient api() {
        return api;
    }

    /// How often each scenario is measured.
    int repetitions() {
        return repetitions;
    }

    /// Shorter and smaller, to see that everything works; the figures are not meant to be quoted.
    boolean quick() {
        return quick;
    }

    /// A task to the receiver, numbered, as small as real ones are: a JSON body of about 100 bytes.
    ///
    /// @param timing JSON members in front, e.g. `"delay":"1d",`; may be empty
    RequestTemplate task(String path, String timing) {
        String body = "{\\\"number\\\":1" + RequestTemplate.NUMBER + ",\\\"order\\\":\\\"A-4711\\\",\\\"customer\\\":"
                + "\\\"c_51f3\\\",\\\"total\\\":\\\"118.40\\\",\\\"currency\\\":\\\"EUR\\\"}";
        return RequestTemplate.post(
                path,
                "127.0.0.1:" + engine.address().getPort(),
                engine.apiKey(),
                "{" + timing + "\"url\":\"" + echo() + "\",\"method\":\"POST\",\"body\":\"" + body + "\"}");
    }

    URI echo() {
        return receiver.uri("/echo");
    }

    CpuUse cpu() {
        return CpuUse.now(engine.pid(), engine.database().postmaster());
    }

    /// Reserves `count` numbers and returns the first.
    long numbers(long count) {
        long first = nextNumber;
        nextNumber += count;
        return first;
    }

    long calls() {
        return receiver.count();
    }

    /// Who is told the number of each task that is called; on the receiver's thread.
    void listen(LongConsumer to) {
        listener = to;
    }

    void listenNoMore() {
        listener = NOBODY;
    }

    void forgetCallTimes() {
        firstCallNanos.set(0);
    }

    long firstCallNanos() {
        return firstCallNanos.get();
    }

    long lastCallNanos() {
        return lastCallNanos.get();
    }

    /// Waits until the receiver has seen `total` calls since its start.
    void awaitCalls(long total, Duration limit) {
        await(() -> calls() >= total, limit, () -> calls() + " of " + total + " calls came");
    }

    /// Executions recorded as success, as the API's overview counts them (its last 60 minutes). May be some seconds
    /// old.
    long recorded() {
        long succeeded = 0;
        for (JsonNode minute : api.get("/api/v1/overview").data().path("runs_per_minute")) {
            succeeded += minute.path("succeeded").asLong();
        }
        return succeeded;
    }

    /// Waits until the API shows nothing that is due and not over, and returns when that was seen: an execution leaves
    /// `pending` and `running` in the transaction that puts it into the history. Then checks that the history has
    /// `total` successes; that count may be some seconds old and is not part of the time.
    long awaitRecorded(long total, Duration limit) {
        await(() -> none("pending") && none("running"), limit, () -> "a part is recorded");
        long recorded = System.nanoTime();
        await(() -> recorded() >= total, Duration.ofSeconds(20), () -> recorded() + " of " + total + " are recorded");
        return recorded;
    }

    /// Tasks of the accept scenario are due tomorrow and do not count.
    private boolean none(String status) {
        String soon = clock.instant()
                .plus(Duration.ofMinutes(10))
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
        return api.get("/api/v1/executions?limit=1&status=" + status + "&to=" + soon)
                .ok()
                .path("data")
                .isEmpty();
    }

    @Override
    public void close() {
        receiver.close();
        api.close();
    }

    private interface Condition {
        boolean holds();
    }

    private interface State {
        String words();
    }

    private static void await(Condition condition, Duration limit, State state) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("after " + limit.toSeconds() + " s only " + state.words());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}

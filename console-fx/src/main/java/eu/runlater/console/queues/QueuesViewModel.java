package eu.runlater.console.queues;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.QueueChange;
import eu.runlater.console.live.LiveBatch;
import eu.runlater.console.live.News;
import eu.runlater.console.live.NewsBatch;
import eu.runlater.model.CircuitView;
import eu.runlater.model.QueueView;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The queues, the hosts with something against them, and the one queue looked at closely. The stream says when to ask
/// again; the numbers are the engine's. FX thread only.
final class QueuesViewModel {
    private final QueuesSource source;
    private final Background background;
    private final Listing<QueueView> queues;
    private final Listing<CircuitView> hosts;
    private final QueueDetailModel detail;

    QueuesViewModel(QueuesSource source, Background background, LongSupplier nanoTime) {
        this.source = source;
        this.background = background;
        this.queues = new Listing<>(background, nanoTime, source::queues, QueueView::name);
        this.hosts = new Listing<>(background, nanoTime, source::circuits, CircuitView::host);
        this.detail = new QueueDetailModel(source, background, nanoTime);
    }

    Listing<QueueView> queues() {
        return queues;
    }

    Listing<CircuitView> hosts() {
        return hosts;
    }

    QueueDetailModel detail() {
        return detail;
    }

    QueuesSource source() {
        return source;
    }

    void refresh() {
        queues.refresh();
        hosts.refresh();
        detail.refresh();
    }

    /// Executions moved: numbers of queues and hosts did as well.
    void onBatch(LiveBatch batch) {
        if (batch.resync()) {
            refresh();
            return;
        }
        queues.changed();
        hosts.changed();
        detail.changed();
    }

    void onNews(NewsBatch batch) {
        boolean aQueue = batch.incomplete();
        boolean aCircuit = batch.incomplete();
        for (News news : batch.news()) {
            aQueue |= news.kind().equals("queue");
            aCircuit |= news.kind().equals("circuit");
        }
        if (aQueue) {
            queues.changed();
        }
        if (aCircuit) {
            hosts.changed();
        }
        detail.changed();
    }

    /// To be called about once a second.
    void tick() {
        queues.tick();
        hosts.tick();
        detail.tick();
    }

    void close() {
        queues.close();
        hosts.close();
        detail.rest();
    }

    void pause(String name, String reason, Consumer<QueueView> done, Consumer<ApiFailure> failed) {
        act(() -> source.pause(name, reason), done, failed);
    }

    void resume(String name, Consumer<QueueView> done, Consumer<ApiFailure> failed) {
        act(() -> source.resume(name), done, failed);
    }

    void change(String name, QueueChange change, Consumer<QueueView> done, Consumer<ApiFailure> failed) {
        act(() -> source.change(name, change), done, failed);
    }

    void resetCircuit(String host, Runnable done, Consumer<ApiFailure> failed) {
        background.ask(
                () -> {
                    source.resetCircuit(host);
                    return host;
                },
                _ -> {
                    hosts.refresh();
                    queues.changed();
                    done.run();
                },
                failed);
    }

    /// A queue that was just purged.
    void purged() {
        queues.refresh();
        detail.refresh();
    }

    private void act(Background.Question<QueueView> call, Consumer<QueueView> done, Consumer<ApiFailure> failed) {
        background.ask(
                call,
                queue -> {
                    queues.took(queue);
                    detail.took(queue);
                    done.accept(queue);
                },
                failed);
    }

    /// The circuit that keeps the first in line from being called; absent when it is free to go, or when the queue
    /// itself holds it back.
    static Optional<CircuitView> closedWay(QueueView queue, List<CircuitView> circuits) {
        String by = queue.blockedBy();
        if (queue.paused() || by != null && !by.equals("circuit_open")) {
            return Optional.empty();
        }
        return queue.nextInLine().stream()
                .findFirst()
                .flatMap(first -> circuits.stream()
                        .filter(circuit -> circuit.host().equals(first.host())
                                && !circuit.state().equals("closed"))
                        .findFirst());
    }
}

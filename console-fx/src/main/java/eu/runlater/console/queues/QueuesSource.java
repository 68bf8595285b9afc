package eu.runlater.console.queues;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Purged;
import eu.runlater.console.api.QueueApi;
import eu.runlater.console.api.QueueChange;
import eu.runlater.model.CircuitView;
import eu.runlater.model.QueueView;
import java.util.List;

/// The calls this room makes. Each blocks and is for background threads.
public interface QueuesSource {
    List<QueueView> queues() throws ApiFailure;

    QueueView queue(String name) throws ApiFailure;

    QueueView change(String name, QueueChange change) throws ApiFailure;

    QueueView pause(String name, String reason) throws ApiFailure;

    QueueView resume(String name) throws ApiFailure;

    Purged purge(String name, boolean dryRun, String reason) throws ApiFailure;

    List<CircuitView> circuits() throws ApiFailure;

    void resetCircuit(String host) throws ApiFailure;

    static QueuesSource of(QueueApi api) {
        return new QueuesSource() {
            @Override
            public List<QueueView> queues() throws ApiFailure {
                return api.all();
            }

            @Override
            public QueueView queue(String name) throws ApiFailure {
                return api.one(name);
            }

            @Override
            public QueueView change(String name, QueueChange change) throws ApiFailure {
                return api.change(name, change);
            }

            @Override
            public QueueView pause(String name, String reason) throws ApiFailure {
                return api.pause(name, reason);
            }

            @Override
            public QueueView resume(String name) throws ApiFailure {
                return api.resume(name);
            }

            @Override
            public Purged purge(String name, boolean dryRun, String reason) throws ApiFailure {
                return api.purge(name, dryRun, reason);
            }

            @Override
            public List<CircuitView> circuits() throws ApiFailure {
                return api.circuits();
            }

            @Override
            public void resetCircuit(String host) throws ApiFailure {
                api.resetCircuit(host);
            }
        };
    }
}

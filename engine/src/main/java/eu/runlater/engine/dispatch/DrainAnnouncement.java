package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.NodeLease;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The first thing to happen at a stop (G-NOD-2): readiness goes off and nothing new is claimed, while the API
/// still answers what it has begun.
@Component
class DrainAnnouncement implements SmartLifecycle {
    private final ApplicationContext context;
    private final NodeLease lease;
    private final Dispatcher dispatcher;
    private volatile boolean running;

    DrainAnnouncement(ApplicationContext context, NodeLease lease, Dispatcher dispatcher) {
        this.context = context;
        this.lease = lease;
        this.dispatcher = dispatcher;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        lease.drain();
        dispatcher.stopClaiming();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}

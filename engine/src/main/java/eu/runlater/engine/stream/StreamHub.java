package eu.runlater.engine.stream;

import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The open streams of this node, by channel, and how many each key and organization may have (G-SSE-1). Any thread;
/// [#deliver] and [#flush] one at a time.
@Component
class StreamHub {
    static final int MAX_OF_KEY = 10;
    static final int MAX_OF_ORGANIZATION = 50;
    static final int MAX_OF_NODE = 1_000;

    private final Map<Channel.Key, Channel> channels = new ConcurrentHashMap<>();
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Integer> ofKey = new HashMap<>();
    private final Map<UUID, Integer> ofOrganization = new HashMap<>();

    StreamHub(MeterRegistry metrics) {
        Gauge.builder("runlater.streams", this, StreamHub::size)
                .description("Open event streams of this node")
                .register(metrics);
    }

    /// Lets one more stream in; from now on it is told what is new.
    ///
    /// @throws ApiProblem 429 `too_many_streams`
    synchronized void admit(Subscription subscription) {
        Caller caller = subscription.caller();
        refuseOver(open.size() >= MAX_OF_NODE, MAX_OF_NODE, "node");
        refuseOver(count(ofKey, caller.credentialId()) >= MAX_OF_KEY, MAX_OF_KEY, "key");
        refuseOver(
                count(ofOrganization, caller.organizationId()) >= MAX_OF_ORGANIZATION,
                MAX_OF_ORGANIZATION,
                "organization");
        ofKey.merge(caller.credentialId(), 1, Integer::sum);
        ofOrganization.merge(caller.organizationId(), 1, Integer::sum);
        open.add(subscription);
        channels.compute(subscription.channel(), (key, channel) -> {
            Channel joined = channel == null ? new Channel(key) : channel;
            joined.join(subscription);
            return joined;
        });
    }

    synchronized void remove(Subscription subscription) {
        if (open.remove(subscription)) {
            channels.computeIfPresent(
                    subscription.channel(), (_, channel) -> channel.leave(subscription) ? null : channel);
            ofKey.computeIfPresent(subscription.caller().credentialId(), StreamHub::less);
            ofOrganization.computeIfPresent(subscription.caller().organizationId(), StreamHub::less);
        }
    }

    private static int count(Map<UUID, Integer> counts, UUID id) {
        return counts.getOrDefault(id, 0);
    }

    private static @Nullable Integer less(UUID id, Integer count) {
        return count == 1 ? null : count - 1;
    }

    private static void refuseOver(boolean over, int limit, String whose) {
        if (over) {
            throw ApiProblem.of(
                    429,
                    "too_many_streams",
                    "There are " + limit + " open event streams already, the most a " + whose
                            + " may have. Close one, or share one.");
        }
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    int size() {
        return open.size();
    }

    Set<Subscription> open() {
        return Set.copyOf(open);
    }

    Set<UUID> organizations() {
        return channels.keySet().stream().map(Channel.Key::organizationId).collect(Collectors.toSet());
    }

    /// Those of which somebody listens to one task.
    Set<UUID> organizationsOfTasks() {
        return channels.keySet().stream()
                .filter(key -> key.task() != null)
                .map(Channel.Key::organizationId)
                .collect(Collectors.toSet());
    }

    void deliver(LogRow row) {
        channels.forEach((key, channel) -> {
            if (key.organizationId().equals(row.organizationId())) {
                channel.add(row);
            }
        });
    }

    /// Sends what may be sent now; returns the nanoseconds until there may be more, or `Long.MAX_VALUE`.
    long flush(long id) {
        long next = Long.MAX_VALUE;
        for (Channel channel : channels.values()) {
            next = Math.min(next, channel.flush(id));
        }
        return next;
    }
}

package eu.runlater.engine.queues;

import eu.runlater.engine.runtime.Loop;
import eu.runlater.engine.storage.VitalDatabase;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Which organizations have a cap on what runs at once: those on the plans that have one, and those that were given one
/// of their own (known here within 2 s). Their runs always go through the gate. Any thread.
@Component
public class Caps {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private static final String OWN = """
            select id from organization where max_concurrent is not null or host_concurrency is not null
            """;

    private final VitalDatabase database;
    private final Loop loop;
    private volatile Set<UUID> own = Set.of();

    Caps(VitalDatabase database) {
        this.database = database;
        this.loop = Loop.start("caps", this::look);
    }

    private Duration look() {
        own = Set.copyOf(database.jdbc().sql(OWN).query(UUID.class).list());
        return EVERY;
    }

    /// @param plan the organization's plan, as stored
    public boolean capped(UUID organizationId, String plan) {
        return !plan.equals("unlimited") || own.contains(organizationId);
    }

    @PreDestroy
    void close() {
        loop.close();
    }
}

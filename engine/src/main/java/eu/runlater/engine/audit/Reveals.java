package eu.runlater.engine.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.runlater.engine.web.Caller;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// Records that a person looked at a payload: the body of an execution or of an inbound event. Looking again within an
/// hour is the same look, so that a screen that refreshes itself does not fill the log. Keys are not recorded: what a
/// program reads all day says nothing about who saw it, and would drown what does. Any thread.
@Service
public class Reveals {
    private record Look(UUID organizationId, UUID userId, UUID resourceId) {}

    private final AuditLog audit;
    private final Cache<Look, Boolean> recent = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    Reveals(AuditLog audit) {
        this.audit = audit;
    }

    /// Before the payload is answered: one that cannot be recorded is not shown.
    ///
    /// @param resourceType e.g. `execution`; the action is `<resourceType>.revealed`
    public void note(Caller caller, String resourceType, UUID resourceId, String name) {
        UUID userId = caller.userId();
        if (userId == null) {
            return;
        }
        Look look = new Look(caller.organizationId(), userId, resourceId);
        if (recent.getIfPresent(look) == null) {
            audit.record(caller, AuditAction.of(resourceType + ".revealed", resourceType, resourceId, name));
            recent.put(look, true);
        }
    }
}

package eu.runlater.engine.cluster;

import eu.runlater.engine.runtime.Ids;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// The name of this process among the nodes: fresh at every start, never a host name (G-RUN-3), and taken anew
/// when the others have declared it gone. Any thread.
@Component
public final class NodeIdentity {
    private final Ids ids;
    private volatile UUID id;

    public NodeIdentity(Ids ids) {
        this.ids = ids;
        this.id = ids.next();
    }

    public UUID id() {
        return id;
    }

    void renew() {
        id = ids.next();
    }
}

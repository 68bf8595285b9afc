package eu.runlater.engine.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one attempt did: its outcome, the request headers as sent, the answer if one came, and where the time went.
public record Report(
        Outcome outcome, List<Header> sentHeaders, @Nullable Response response, Phases phases) {}

package eu.runlater.engine.tasks;

import org.jspecify.annotations.Nullable;

/// The `queue` parameter of a list: a name, the word `none` for tasks without a queue, or absent.
sealed interface QueueFilter {
    record Any() implements QueueFilter {}

    record None() implements QueueFilter {}

    record Named(String queue) implements QueueFilter {}

    static QueueFilter of(@Nullable String parameter) {
        if (parameter == null || parameter.isEmpty()) {
            return new Any();
        }
        return parameter.equals("none") ? new None() : new Named(parameter);
    }
}

package eu.runlater.console.executions;

import eu.runlater.console.shell.Place;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Waiting;
import org.jspecify.annotations.Nullable;

/// Where one can see, and change, what an execution waits for.
///
/// @param text of the link
record WaitLink(String text, Target target, String name) {
    enum Target {
        QUEUE,
        HOST
    }

    // The address of the Queues room, which itself leads here and so cannot be named.
    private static final String ROOM = "queues";

    /// Absent when there is nothing to look at, such as a time that has not come.
    static @Nullable WaitLink of(ExecutionSummary execution, Waiting waiting) {
        String queue = execution.queue();
        return switch (waiting.reason()) {
            case "queue_paused", "queue_full", "queue_rate", "queue_order" ->
                queue == null ? null : new WaitLink(Texts.get("executions.waiting.queue", queue), Target.QUEUE, queue);
            case "circuit_open" ->
                new WaitLink(Texts.get("executions.waiting.host", execution.host()), Target.HOST, execution.host());
            default -> null;
        };
    }

    Place place(String profile) {
        Place room = Place.of(profile, ROOM);
        return switch (target) {
            case QUEUE -> room.with("sel", name);
            case HOST -> room.with("tab", "hosts").with("sel", name);
        };
    }
}

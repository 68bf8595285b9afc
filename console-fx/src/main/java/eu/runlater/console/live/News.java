package eu.runlater.console.live;

import eu.runlater.model.Changed;

/// One thing other than an execution has changed: a task, a queue, a circuit, the month's usage, a node, a bulk
/// operation.
///
/// @param type the stream's word, e.g. `queue.paused`; its first word is the kind
public record News(String type, Changed what) {
    /// `queue` of `queue.paused`.
    public String kind() {
        return type.substring(0, Math.max(0, type.indexOf('.')));
    }
}

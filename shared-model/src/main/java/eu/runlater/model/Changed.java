package eu.runlater.model;

import org.jspecify.annotations.Nullable;

/// An item of the stream's messages about anything but executions (`task.updated`, `queue.paused`,
/// `circuit.opened`, …): what changed, so that a screen can fetch it again.
///
/// @param id of the thing: a task's id, a queue's or host's name, a node's id
/// @param name as shown · @param text what happened in a few words, where there is more to say than the type does
public record Changed(String id, String name, @Nullable String text) {}

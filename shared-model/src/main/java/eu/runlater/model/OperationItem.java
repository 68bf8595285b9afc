package eu.runlater.model;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of one of the things a bulk call concerns.
///
/// @param number its place, from 1
/// @param result `waiting`, `changed`, `skipped` or `failed`
/// @param note why it was skipped or failed
/// @param madeExecutionId the execution that a retry has made
public record OperationItem(
        int number,
        UUID executionId,
        String result,
        @Nullable String note,
        @Nullable UUID madeExecutionId) {}

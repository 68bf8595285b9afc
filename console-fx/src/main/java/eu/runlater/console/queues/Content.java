package eu.runlater.console.queues;

import eu.runlater.console.api.ApiFailure;

/// What the middle of a tab shows.
sealed interface Content {
    /// The first answer is not there yet.
    record Loading() implements Content {}

    record Rows() implements Content {}

    /// There are none.
    record None() implements Content {}

    /// No answer, and no earlier rows to keep showing.
    record Failed(ApiFailure failure) implements Content {}
}

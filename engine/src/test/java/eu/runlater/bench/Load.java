package eu.runlater.bench;

/// What a load generator did.
///
/// @param accepted answers with 202
/// @param refused any other answer, lost connections among them
/// @param firstRefusal the first such answer, for the report; empty when there was none
/// @param startNanos when the first request was sent · @param endNanos when the last answer was there
/// @param answerTimes request sent → answer complete
record Load(long accepted, long refused, String firstRefusal, long startNanos, long endNanos, Latencies answerTimes) {
    double seconds() {
        return (endNanos - startNanos) / 1e9;
    }

    double perSecond() {
        return accepted / seconds();
    }
}

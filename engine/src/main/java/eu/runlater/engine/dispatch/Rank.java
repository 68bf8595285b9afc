package eu.runlater.engine.dispatch;

/// Place of a run in the claim order (behaviour §8.2, decision 18): plan, then how often the task fires, then
/// priority; within one rank the oldest due time goes first. A smaller rank is claimed first.
public final class Rank {
    private static final int PLAN_STEP = 100;
    private static final int INTERVAL_STEP = 10;
    private static final int ONE_TIME = 9;
    private static final int HIGHEST_PRIORITY = 9;
    /// Upper ends of the interval classes: a minute, 5, 15, an hour, 6, a day.
    private static final long[] INTERVALS = {60, 300, 900, 3_600, 21_600, 86_400};

    private Rank() {}

    /// Rank of a one-time run.
    ///
    /// @param priority 0–9, a higher one first
    public static int once(String plan, int priority) {
        return planClass(plan) * PLAN_STEP + ONE_TIME * INTERVAL_STEP + HIGHEST_PRIORITY - priority;
    }

    /// Rank of a firing of a recurring task: the more often it fires, the earlier (behaviour §8.2).
    ///
    /// @param intervalSeconds shortest gap between two firings
    /// @param priority 0–9, a higher one first
    public static int recurring(String plan, long intervalSeconds, int priority) {
        return planClass(plan) * PLAN_STEP
                + intervalClass(intervalSeconds) * INTERVAL_STEP
                + HIGHEST_PRIORITY
                - priority;
    }

    private static int intervalClass(long seconds) {
        int place = 0;
        while (place < INTERVALS.length && seconds > INTERVALS[place]) {
            place++;
        }
        return place;
    }

    private static int planClass(String plan) {
        return "free".equals(plan) ? 1 : 0;
    }
}

package eu.runlater.engine.dispatch;

/// Place of a run in the claim order (behaviour §8.2, decision 18): plan, then how often the task fires, then
/// priority;
/// within one rank the oldest due time goes first. A smaller rank is claimed first.
public final class Rank {
    private static final int PLAN_STEP = 100;
    private static final int INTERVAL_STEP = 10;
    private static final int ONE_TIME = 9;
    private static final int HIGHEST_PRIORITY = 9;

    private Rank() {}

    /// Rank of a one-time run.
    ///
    /// @param priority 0–9, a higher one first
    public static int once(String plan, int priority) {
        return planClass(plan) * PLAN_STEP + ONE_TIME * INTERVAL_STEP + HIGHEST_PRIORITY - priority;
    }

    private static int planClass(String plan) {
        return "free".equals(plan) ? 1 : 0;
    }
}

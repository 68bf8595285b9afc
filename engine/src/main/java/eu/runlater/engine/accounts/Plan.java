package eu.runlater.engine.accounts;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an organization's plan allows (behaviour §16, decision 6). Absent = no limit.
public enum Plan {
    FREE(3_600, 5, 10_000L, 5, 10, 7, 2),
    PRO(60, null, 1_000_000L, 5, 10, 30, null),
    UNLIMITED(1, null, null, null, null, 30, null);

    private final long shortestIntervalSeconds;
    private final @Nullable Integer recurringTasks;
    private final @Nullable Long executionsPerMonth;
    private final @Nullable Integer maxConcurrent;
    private final @Nullable Integer hostConcurrency;
    private final int historyDays;
    private final @Nullable Integer members;

    Plan(
            long shortestIntervalSeconds,
            @Nullable Integer recurringTasks,
            @Nullable Long executionsPerMonth,
            @Nullable Integer maxConcurrent,
            @Nullable Integer hostConcurrency,
            int historyDays,
            @Nullable Integer members) {
        this.shortestIntervalSeconds = shortestIntervalSeconds;
        this.recurringTasks = recurringTasks;
        this.executionsPerMonth = executionsPerMonth;
        this.maxConcurrent = maxConcurrent;
        this.hostConcurrency = hostConcurrency;
        this.historyDays = historyDays;
        this.members = members;
    }

    /// @param word `free`, `pro` or `unlimited`, as stored
    public static Plan of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The smallest gap between two firings of a recurring task.
    public long shortestIntervalSeconds() {
        return shortestIntervalSeconds;
    }

    public @Nullable Integer recurringTasks() {
        return recurringTasks;
    }

    /// Above it the free plan refuses work, the pro plan only says so.
    public @Nullable Long executionsPerMonth() {
        return executionsPerMonth;
    }

    /// Whether work is refused once the month's executions are used up.
    public boolean stopsAtLimit() {
        return this == FREE;
    }

    /// Attempts at once over all nodes.
    public @Nullable Integer maxConcurrent() {
        return maxConcurrent;
    }

    /// Attempts at once to one host over all nodes.
    public @Nullable Integer hostConcurrency() {
        return hostConcurrency;
    }

    public int historyDays() {
        return historyDays;
    }

    /// Members and open invites together.
    public @Nullable Integer members() {
        return members;
    }
}

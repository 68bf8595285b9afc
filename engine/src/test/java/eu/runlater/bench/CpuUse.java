package eu.runlater.bench;

import java.time.Duration;
import java.util.Optional;

/// Processor time used so far by the three parties that share the machine; an absent party counts as zero. Two of these
/// and a number of tasks say where a task's time goes.
record CpuUse(Duration engine, Duration database, Duration load) {
    static CpuUse now(long enginePid, Optional<ProcessHandle> postmaster) {
        return new CpuUse(
                ProcessHandle.of(enginePid).map(CpuUse::of).orElse(Duration.ZERO),
                postmaster
                        .map(process -> process.descendants().map(CpuUse::of).reduce(of(process), Duration::plus))
                        .orElse(Duration.ZERO),
                of(ProcessHandle.current()));
    }

    /// Adds the microseconds per task since `before`. A database connection that was closed meanwhile is missing.
    void perTask(CpuUse before, long tasks, Medians medians) {
        medians.add("engine cpu µs", micros(before.engine, engine, tasks));
        medians.add("database cpu µs", micros(before.database, database, tasks));
        medians.add("load cpu µs", micros(before.load, load, tasks));
    }

    private static double micros(Duration before, Duration after, long tasks) {
        return after.minus(before).toNanos() / 1e3 / tasks;
    }

    private static Duration of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}

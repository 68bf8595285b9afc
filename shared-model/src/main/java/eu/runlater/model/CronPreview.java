package eu.runlater.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a schedule will do, as the engine computes it (`POST /api/v1/cron/preview`).
///
/// @param valid whether it can be used; when not, `error` says why and what would do
/// @param sentence in English, only for shapes that it states exactly
/// @param firings the next ones, and those next to a clock change within a year
/// @param notes about clock changes inside the window shown
/// @param perWeek firings in the week from `from`
/// @param shortestGapSeconds the smallest gap between two firings
public record CronPreview(
        boolean valid,
        @Nullable String error,
        @Nullable String field,
        @Nullable String sentence,
        String timezone,
        List<Firing> firings,
        List<Note> notes,
        @Nullable Long perWeek,
        @Nullable Long shortestGapSeconds) {
    public CronPreview {
        firings = List.copyOf(firings);
        notes = List.copyOf(notes);
    }

    /// @param at the moment (UTC) · @param local the wall time with its offset, e.g. `2027-03-28T03:00:00+02:00`
    /// @param note index into `notes` when a clock change touches it
    /// @param extra true when it lies beyond the asked count and is shown for its clock change only
    public record Firing(Instant at, String local, @Nullable Integer note, boolean extra) {}

    /// @param change when the clocks change · @param text e.g. `02:30 does not exist that night: runs at 03:00`
    public record Note(Instant change, String text) {}
}

package eu.runlater.console.executions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Maps the time of a run onto a line from 0 to 1. Between attempts a run idles for minutes or hours while the attempts
/// themselves take milliseconds; those gaps are folded to a fixed width so that what happened stays visible. Pure.
public final class TimeScale {
    /// A gap this much longer than everything that happened is folded.
    private static final int FOLD_FACTOR = 2;

    private static final Duration SHORTEST_FOLD = Duration.ofMillis(200);
    private static final double FOLD_SHARE = 0.09;
    private static final double ALL_FOLDS_SHARE = 0.45;

    private final List<Segment> segments;

    private TimeScale(List<Segment> segments) {
        this.segments = List.copyOf(segments);
    }

    /// A stretch of time in which something happened.
    public record Span(Instant from, Instant to) {
        public Span {
            if (to.isBefore(from)) {
                to = from;
            }
        }
    }

    /// A gap drawn shorter than it was: where it lies on the line, and how long it really took.
    public record Fold(double from, double to, Duration length) {}

    private record Segment(Instant from, Instant to, double start, double width, boolean folded) {
        Duration length() {
            return Duration.between(from, to);
        }
    }

    /// @param busy when something happened, in any order; at least one
    /// @param trueScale never fold
    public static TimeScale of(List<Span> busy, boolean trueScale) {
        List<Span> merged = merge(busy);
        long busyNanos =
                merged.stream().mapToLong(span -> nanos(span.from(), span.to())).sum();
        long foldOver = Math.max(SHORTEST_FOLD.toNanos(), busyNanos * FOLD_FACTOR);
        List<Segment> raw = new ArrayList<>();
        for (int i = 0; i < merged.size(); i++) {
            Span span = merged.get(i);
            if (i > 0) {
                Instant gapStart = merged.get(i - 1).to();
                boolean fold = !trueScale && nanos(gapStart, span.from()) > foldOver;
                raw.add(new Segment(gapStart, span.from(), 0, 0, fold));
            }
            raw.add(new Segment(span.from(), span.to(), 0, 0, false));
        }
        return new TimeScale(place(raw));
    }

    private static List<Span> merge(List<Span> busy) {
        List<Span> sorted =
                busy.stream().sorted(Comparator.comparing(Span::from)).toList();
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            Span last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && !span.from().isAfter(last.to())) {
                Instant end = span.to().isAfter(last.to()) ? span.to() : last.to();
                merged.set(merged.size() - 1, new Span(last.from(), end));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    private static List<Segment> place(List<Segment> raw) {
        long folds = raw.stream().filter(Segment::folded).count();
        double foldShare = folds == 0 ? 0 : Math.min(FOLD_SHARE, ALL_FOLDS_SHARE / folds);
        double open = raw.stream()
                .filter(segment -> !segment.folded())
                .mapToDouble(segment -> nanos(segment.from(), segment.to()))
                .sum();
        double openShare = 1 - foldShare * folds;
        long unfolded = raw.size() - folds;
        List<Segment> placed = new ArrayList<>();
        double position = 0;
        for (Segment segment : raw) {
            double width = segment.folded()
                    ? foldShare
                    : open > 0
                            ? openShare * nanos(segment.from(), segment.to()) / open
                            : openShare / unfolded; // nothing lasted: share the line evenly
            placed.add(new Segment(segment.from(), segment.to(), position, width, segment.folded()));
            position += width;
        }
        return placed;
    }

    /// Where an instant lies, 0–1; what lies before or after everything is put at the end it is nearer to.
    public double at(Instant instant) {
        if (segments.isEmpty() || instant.isBefore(segments.getFirst().from())) {
            return 0;
        }
        for (Segment segment : segments) {
            if (!instant.isAfter(segment.to())) {
                long length = nanos(segment.from(), segment.to());
                double within = length == 0 ? 0 : (double) nanos(segment.from(), instant) / length;
                return segment.start() + segment.width() * within;
            }
        }
        return 1;
    }

    public List<Fold> folds() {
        return segments.stream()
                .filter(Segment::folded)
                .map(segment -> new Fold(segment.start(), segment.start() + segment.width(), segment.length()))
                .toList();
    }

    private static long nanos(Instant from, Instant to) {
        return Duration.between(from, to).toNanos();
    }
}

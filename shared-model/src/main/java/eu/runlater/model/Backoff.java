package eu.runlater.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long to wait between attempts (decision 14), as it crosses the wire: durations are texts such as `30s`, `5m`.
///
/// @param type `exponential`, `linear`, `fixed` or `list`
/// @param base first delay; required for all types but `list`
/// @param max upper bound of any delay; absent = 6h
/// @param jitter 0–1, the share of a delay added at random; absent = 0.1
/// @param delays the delays of `list`; the last one repeats
public record Backoff(
        String type,
        @Nullable String base,
        @Nullable String max,
        @Nullable Double jitter,
        @Nullable List<String> delays) {}

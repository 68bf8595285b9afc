package eu.runlater.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What makes a [Backoff] acceptable (decision 14). Pure; used by the API when it accepts a task and by the console
/// while one is written.
public final class BackoffRules {
    public static final Duration DEFAULT_MAX = Duration.ofHours(6);
    public static final double DEFAULT_JITTER = 0.1;
    public static final Duration LONGEST = Duration.ofDays(30);
    public static final int MAX_DELAYS = 20;

    private static final Set<String> TYPES = Set.of("exponential", "linear", "fixed", "list");

    private final Map<String, List<String>> problems = new LinkedHashMap<>();
    private final String field;

    private BackoffRules(String field) {
        this.field = field;
    }

    /// What is wrong, by field (`retry_backoff.base` when `field` is `retry_backoff`); empty when nothing is.
    public static Map<String, List<String>> check(String field, Backoff backoff) {
        BackoffRules rules = new BackoffRules(field);
        rules.check(backoff);
        return rules.problems;
    }

    private void check(Backoff backoff) {
        if (!TYPES.contains(backoff.type())) {
            say("type", "must be exponential, linear, fixed or list");
            return;
        }
        boolean list = backoff.type().equals("list");
        Optional<Duration> base = duration("base", backoff.base());
        Optional<Duration> max = duration("max", backoff.max());
        if (list && backoff.base() != null) {
            say("base", "is not used with type list; give the waits in delays");
        } else if (!list && backoff.base() == null) {
            say("base", "is required with type " + backoff.type() + ", for example \"30s\"");
        }
        if (base.isPresent() && base.get().compareTo(max.orElse(DEFAULT_MAX)) > 0) {
            say("base", "must not be longer than max (" + DurationText.of(max.orElse(DEFAULT_MAX)) + ")");
        }
        Double jitter = backoff.jitter();
        if (jitter != null && !(jitter >= 0 && jitter <= 1)) {
            say("jitter", "must be a number from 0 to 1");
        }
        checkDelays(list, backoff.delays());
    }

    private void checkDelays(boolean list, @Nullable List<String> delays) {
        if (!list) {
            if (delays != null) {
                say("delays", "is only used with type list");
            }
            return;
        }
        if (delays == null || delays.isEmpty() || delays.size() > MAX_DELAYS) {
            say("delays", "must name 1 to " + MAX_DELAYS + " waits, for example [\"10s\", \"5m\"]");
            return;
        }
        for (int i = 0; i < delays.size(); i++) {
            duration("delays[" + i + "]", delays.get(i));
        }
    }

    private Optional<Duration> duration(String name, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Duration> read = DurationText.parse(text).filter(Duration::isPositive);
        if (read.isEmpty()) {
            say(name, "must be digits and a unit of ms, s, m, h, d, w, for example \"30s\"");
        } else if (read.get().compareTo(LONGEST) > 0) {
            say(name, "must be at most " + DurationText.of(LONGEST));
            return Optional.empty();
        }
        return read;
    }

    private void say(String name, String text) {
        problems.computeIfAbsent(field + "." + name, _ -> new ArrayList<>()).add(text);
    }
}

package eu.runlater.console.newtask;

import eu.runlater.console.api.NewTask;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.Backoff;
import eu.runlater.model.BackoffRules;
import eu.runlater.model.DurationText;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/// What stands in the form at one moment. Knows what is wrong with it as far as that can be told without the
/// engine, which has the last word. Pure.
///
/// @param at date and time in `zone`, as typed
/// @param timeoutSeconds as typed
/// @param options credential and callbacks that are filled in, by the API's names
record TaskForm(
        String method,
        String url,
        String name,
        List<Map.Entry<String, String>> headers,
        String body,
        Timing timing,
        String delay,
        String at,
        ZoneId zone,
        String queue,
        String timeoutSeconds,
        int retries,
        BackoffChoice backoff,
        String backoffValue,
        String statusCodes,
        String bodyPattern,
        Map<String, String> options) {
    static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]", Locale.ROOT);
    private static final DateTimeFormatter WIRE = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);
    private static final int DEFAULT_RETRIES = 5;

    /// When it runs.
    enum Timing {
        NOW,
        DELAY,
        AT
    }

    /// How the waits between attempts grow.
    enum BackoffChoice {
        STANDARD,
        EXPONENTIAL,
        LINEAR,
        FIXED,
        LIST
    }

    TaskForm {
        headers = List.copyOf(headers);
        options = Map.copyOf(options);
    }

    /// What is wrong, by field; empty when it can be sent.
    Map<Field, String> problems() {
        Map<Field, String> problems = new EnumMap<>(Field.class);
        urlProblem().ifPresent(text -> problems.put(Field.URL, text));
        headerProblem().ifPresent(text -> problems.put(Field.HEADERS, text));
        if (timing == Timing.DELAY
                && DurationText.parse(delay.strip())
                        .filter(Duration::isPositive)
                        .isEmpty()) {
            problems.put(Field.DELAY, Texts.get("newtask.problem.delay"));
        }
        if (timing == Timing.AT && readAt().isEmpty()) {
            problems.put(Field.RUN_AT, Texts.get("newtask.problem.at"));
        }
        if (timeoutMs().isEmpty()) {
            problems.put(Field.TIMEOUT, Texts.get("newtask.problem.timeout"));
        }
        Backoff chosen = retryBackoff();
        if (retries > 0 && chosen != null) {
            BackoffRules.check("", chosen).values().stream()
                    .findFirst()
                    .ifPresent(texts -> problems.put(Field.BACKOFF, texts.getFirst()));
        }
        if (!statusCodes.isBlank() && !statusCodes.strip().matches("\\d{3}(\\s*,\\s*\\d{3})*")) {
            problems.put(Field.STATUS_CODES, Texts.get("newtask.problem.codes"));
        }
        return problems;
    }

    private Optional<String> urlProblem() {
        if (url.isBlank()) {
            return Optional.of(Texts.get("newtask.problem.url_missing"));
        }
        try {
            URI uri = new URI(url.strip());
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return http && uri.getHost() != null ? Optional.empty() : Optional.of(Texts.get("newtask.problem.url"));
        } catch (URISyntaxException e) {
            return Optional.of(Texts.get("newtask.problem.url"));
        }
    }

    private Optional<String> headerProblem() {
        for (Map.Entry<String, String> header : headers) {
            if (!header.getKey().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                return Optional.of(Texts.get(
                        header.getKey().isBlank() ? "newtask.problem.header_unnamed" : "newtask.problem.header_name",
                        header.getKey()));
            }
        }
        long names = headers.stream()
                .map(header -> header.getKey().toLowerCase(Locale.ROOT))
                .distinct()
                .count();
        return names == headers.size() ? Optional.empty() : Optional.of(Texts.get("newtask.problem.header_twice"));
    }

    /// What speaks against the body being the JSON it looks like; it can be sent all the same.
    Optional<String> jsonDoubt() {
        String text = body.strip();
        if (!(text.startsWith("{") || text.startsWith("["))) {
            return Optional.empty();
        }
        try {
            JSON.readTree(text);
            return Optional.empty();
        } catch (JacksonException e) {
            TokenStreamLocation where = e.getLocation();
            return Optional.of(
                    where == null
                            ? Texts.get("newtask.doubt.json")
                            : Texts.get("newtask.doubt.json_at", where.getLineNr(), where.getColumnNr()));
        }
    }

    boolean isJson() {
        String text = body.strip();
        return (text.startsWith("{") || text.startsWith("[")) && jsonDoubt().isEmpty();
    }

    private Optional<LocalDateTime> readAt() {
        try {
            return Optional.of(LocalDateTime.parse(at.strip(), AT));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// The moment it is planned for, when one is given.
    Optional<String> runAt() {
        return timing == Timing.AT ? readAt().map(local -> WIRE.format(local.atZone(zone))) : Optional.empty();
    }

    private Optional<Integer> timeoutMs() {
        try {
            long millis = Math.round(Double.parseDouble(timeoutSeconds.strip()) * 1_000);
            boolean fits = millis >= SHORTEST_TIMEOUT.toMillis() && millis <= LONGEST_TIMEOUT.toMillis();
            return fits ? Optional.of((int) millis) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Absent = the engine's own.
    @Nullable
    Backoff retryBackoff() {
        String value = backoffValue.strip();
        return switch (backoff) {
            case STANDARD -> null;
            case EXPONENTIAL -> new Backoff("exponential", value, null, null, null);
            case LINEAR -> new Backoff("linear", value, null, null, null);
            case FIXED -> new Backoff("fixed", value, null, null, null);
            case LIST -> new Backoff("list", null, null, null, List.of(value.split("\\s*,\\s*|\\s+")));
        };
    }

    /// The call to make, with everything left out that is the engine's default anyway.
    NewTask toNewTask() {
        Map<String, String> sent = new LinkedHashMap<>();
        headers.forEach(header -> sent.put(header.getKey(), header.getValue()));
        return new NewTask(
                url.strip(),
                method.equals("POST") ? null : method,
                blankToNull(name),
                sent.isEmpty() ? null : sent,
                body.isEmpty() ? null : body,
                timing == Timing.DELAY ? delay.strip() : null,
                runAt().orElse(null),
                blankToNull(queue),
                null,
                timeoutMs().filter(millis -> millis != 30_000).orElse(null),
                retries == DEFAULT_RETRIES ? null : retries,
                retries == 0 ? null : retryBackoff(),
                blankToNull(statusCodes),
                bodyPattern.isEmpty() ? null : bodyPattern,
                null,
                null,
                null,
                options.get("credential"),
                options.get("callback_url"),
                options.get("on_success_url"),
                options.get("on_failure_url"),
                options.get("on_recovery_url"));
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}

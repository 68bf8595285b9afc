package eu.runlater.engine.delivery;

import eu.runlater.engine.runtime.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What failures have in common: a short text such as `HTTP 500 · card processor down`, with everything that differs
/// from call to call taken out, and the id of the cause (target × text) that the overview groups by. Pure.
///
/// @param cause the same for every failure of one organization, target and text; stable over restarts and nodes
public record ErrorSignature(UUID cause, String text) {
    private static final int MAX_LENGTH = 120;
    private static final int LOOKED_AT = 64 * 1024; // of the body; a message further back groups nothing
    private static final int MAX_DEPTH = 3; // errors within errors: {"errors":[{"error":{"message":…}}]}
    private static final List<String> MESSAGE_FIELDS =
            List.of("error", "message", "detail", "error_description", "title", "errors", "msg", "reason");

    private static final Pattern TITLE =
            Pattern.compile("<title[^>]*>([^<]{1,300})</title", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern MAIL = Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63})+");
    private static final Pattern UUID_TEXT =
            Pattern.compile("(?i)\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");
    // A word with a digit in it and at least eight characters is an id, a token or a hash, not a word.
    private static final Pattern ID = Pattern.compile("\\b(?=\\w{0,200}\\d)\\w{8,}\\b");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,:]\\d+)*");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}\\uFFFD]+");

    /// Empty for a success: there is nothing to group.
    public static Optional<ErrorSignature> of(TaskDefinition task, Outcome outcome, @Nullable Response response) {
        Optional<String> text = switch (outcome) {
            case Outcome.Succeeded _ -> Optional.empty();
            case Outcome.Rejected rejected -> Optional.of(rejected(rejected, response));
            case Outcome.TimedOut timedOut -> Optional.of(join("timeout", normalize(timedOut.message())));
            case Outcome.Unreachable lost -> Optional.of(join(lost.kind(), normalize(lost.message())));
            case Outcome.Refused refused -> Optional.of(refused.kind());
            case Outcome.NotSendable refused -> Optional.of(join(refused.kind(), normalize(refused.message())));
            case Outcome.Uncredentialed denied -> Optional.of(join(denied.kind(), normalize(denied.message())));
            case Outcome.Interrupted interrupted -> Optional.of(interrupted.kind());
            case Outcome.Broken broken -> Optional.of(join(broken.kind(), normalize(broken.message())));
        };
        return text.map(found -> new ErrorSignature(cause(task, found), found));
    }

    private static UUID cause(TaskDefinition task, String text) {
        String key = task.organizationId() + "\n" + group(task) + "\n" + text;
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }

    /// One-time tasks to one target belong together: each of them is a row of its own, their target is what is down.
    private static String group(TaskDefinition task) {
        int query = task.url().indexOf('?');
        return task.method() + " " + (query < 0 ? task.url() : task.url().substring(0, query));
    }

    private static String rejected(Outcome.Rejected rejected, @Nullable Response response) {
        if (response == null) {
            return join(rejected.kind(), normalize(rejected.message()));
        }
        String status = "HTTP " + response.status();
        return rejected.kind().equals("body_mismatch")
                ? join(status, "expected text missing")
                : join(status, normalize(words(response)));
    }

    private static String join(String head, String words) {
        String text = words.isEmpty() ? head : head + " · " + words;
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = MAX_LENGTH - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static String words(Response response) {
        byte[] body = response.body();
        String text = new String(body, 0, Math.min(body.length, LOOKED_AT), StandardCharsets.UTF_8).strip();
        if (text.startsWith("{") || text.startsWith("[")) {
            return json(text).orElseGet(() -> firstLine(text));
        }
        if (text.startsWith("<")) {
            Matcher title = TITLE.matcher(text);
            return title.find() ? title.group(1) : "";
        }
        return firstLine(text);
    }

    private static Optional<String> json(String text) {
        try {
            return message(Json.WIRE.readTree(text), 0);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> message(JsonNode node, int depth) {
        if (node.isString()) {
            return Optional.of(firstLine(node.stringValue())).filter(line -> !line.isBlank());
        }
        if (depth > MAX_DEPTH) {
            return Optional.empty();
        }
        if (node.isArray()) {
            return node.isEmpty() ? Optional.empty() : message(node.get(0), depth + 1);
        }
        for (String field : MESSAGE_FIELDS) {
            JsonNode value = node.get(field);
            if (value != null) {
                Optional<String> found = message(value, depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static String firstLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String normalize(String words) {
        String text = words.length() > 500 ? words.substring(0, 500) : words;
        text = SPACE.matcher(text).replaceAll(" ").strip();
        text = MAIL.matcher(text).replaceAll("*");
        text = UUID_TEXT.matcher(text).replaceAll("*");
        text = ID.matcher(text).replaceAll("*");
        return NUMBER.matcher(text).replaceAll("#");
    }
}

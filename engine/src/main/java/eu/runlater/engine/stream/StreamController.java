package eu.runlater.engine.stream;

import eu.runlater.engine.cluster.Version;
import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.stream.EventTail.Mark;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.query.Glob;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/// `GET /api/v1/events`: what happens, as server-sent events.
@Controller
class StreamController {
    private static final Pattern TYPE = Pattern.compile("[a-z_]+(\\.[a-z_]+)?(\\.?\\*)?|\\*");
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final long RETRY_MILLIS = 1_000;

    private record Hello(Instant at, String version) {}

    private record Resync(Instant at, String reason) {}

    private final StreamHub hub;
    private final EventTail tail;
    private final Replay replay;
    private final StreamKeeper keeper;
    private final InstantSource clock;
    private final Executor writers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("stream-", 0).factory());

    StreamController(StreamHub hub, EventTail tail, Replay replay, StreamKeeper keeper, InstantSource clock) {
        this.hub = hub;
        this.tail = tail;
        this.replay = replay;
        this.keeper = keeper;
        this.clock = clock;
    }

    @ApiCall(
            value = "What happens, as server-sent events",
            tag = "Events",
            detail = "Begins with `hello`. `Last-Event-ID` resumes; when that is no longer possible, `resync` says so."
                    + " Under load events are coalesced, with counts.",
            parameters = {
                @Parameter(name = "types", about = "event types, with commas and `*`", example = "execution.*"),
                @Parameter(name = "task_id", about = "about this task only", type = UUID.class),
                @Parameter(name = "Last-Event-ID", about = "the last one that was read", header = true)
            },
            replies = @Reply(media = "text/event-stream", about = "A stream that does not end."))
    @GetMapping("/api/v1/events")
    void open(
            Caller caller,
            @RequestParam(required = false) @Nullable String types,
            @RequestParam(name = "task_id", required = false) @Nullable String taskId,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Predicate<String> wanted = types(types);
        Channel.Key channel = new Channel.Key(caller.organizationId(), taskId == null ? null : task(taskId));
        Long after = lastEventId == null || lastEventId.isBlank() ? null : id(lastEventId.strip());
        if (keeper.closing()) {
            throw ApiProblem.of(503, "service_unavailable", "This node is stopping; connect again.");
        }
        if (request.getMethod().equals("HEAD")) {
            prepare(response);
            return;
        }
        Subscription subscription = new Subscription(caller, token(request), channel, wanted, writers, hub::remove);
        hub.admit(subscription);
        try {
            List<Frame> opening = opening(channel, wanted, after, tail.follow());
            prepare(response);
            response.flushBuffer();
            AsyncContext exchange = request.startAsync();
            exchange.setTimeout(0);
            subscription.start(exchange, opening);
        } catch (IOException | RuntimeException e) {
            subscription.end();
            throw e;
        }
        if (keeper.closing()) {
            subscription.finish(Frame.retry("this node stops", RETRY_MILLIS));
        }
    }

    private static void prepare(HttpServletResponse response) {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // reverse proxies must not hold events back
    }

    private List<Frame> opening(Channel.Key channel, Predicate<String> wanted, @Nullable Long after, Mark until) {
        List<Frame> frames = new ArrayList<>();
        frames.add(Frame.retry("runlater", RETRY_MILLIS));
        Hello hello = new Hello(clock.instant(), Version.CURRENT);
        if (after == null) {
            frames.add(Frame.event("hello", until.complete(), hello));
            return frames;
        }
        // Without an id: until what was missed is told, the client's own last id is the one to resume from.
        frames.add(Frame.event("hello", null, hello));
        replay.between(channel, after, until)
                .ifPresentOrElse(
                        missed -> missed.stream()
                                .filter(frame -> frame.type() == null || wanted.test(frame.type()))
                                .forEach(frames::add),
                        () -> frames.add(Frame.event(
                                "resync",
                                until.complete(),
                                new Resync(
                                        clock.instant(),
                                        "What happened meanwhile can no longer be told: read your lists anew."))));
        return frames;
    }

    private static Predicate<String> types(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return _ -> true;
        }
        List<Glob> globs = new ArrayList<>();
        for (String type : text.split(",", -1)) {
            String word = type.strip();
            if (word.length() > 64 || !TYPE.matcher(word).matches() || globs.size() == 32) {
                throw ApiProblem.invalid(
                        "types", "must be up to 32 event types such as execution.finished or execution.*, with commas");
            }
            globs.add(new Glob(List.of(word.split("\\*", -1))));
        }
        return type -> globs.stream().anyMatch(glob -> glob.matches(type));
    }

    private static UUID task(String text) {
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw ApiProblem.invalid("task_id", "must be the id of a task, 36 characters");
    }

    /// An id that is not one of ours cannot be resumed after: answered like one that is too old.
    private static long id(String text) {
        return ID.matcher(text).matches() ? Long.parseLong(text) : -1;
    }

    private static String token(HttpServletRequest request) {
        return request.getHeader("Authorization").substring("Bearer ".length()).strip();
    }
}

package eu.runlater.receiver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What each path answers. Used by the receiver's one thread only.
final class Routes {
    static final String HELP = """
            Runlater's receiver for trying things out. Every method, any body:

              /echo          200, and the call is remembered
              /fail          500
              /fail/N        500 for the first N attempts of a run (by webhook-id), then 200
              /status/CODE   that status; ?retry-after=S adds the header
              /slow/MS       200 after MS milliseconds
              /stall         no answer at all
              /calls         the last calls as JSON, newest last; ?after=NUMBER
              /count         how many calls there were
            """;

    private static final int REMEMBERED_RUNS = 200_000;
    private static final byte[] ECHO = "/echo".getBytes(StandardCharsets.ISO_8859_1);
    private static final Answer OK = Answer.text(200, "ok\n");
    private static final Answer FAILED = Answer.text(500, "out of order\n");
    private static final Answer NEVER = new Answer.Never();
    private static final Answer UNKNOWN = Answer.text(404, HELP);

    private final Map<String, Integer> attempts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED_RUNS;
        }
    };

    Answer answer(Request request) {
        if (request.targets(ECHO)) {
            return OK;
        }
        String target = request.target();
        int query = target.indexOf('?');
        String[] path =
                (query < 0 ? target : target.substring(0, query)).substring(1).split("/", -1);
        String first = path[0];
        if (path.length == 1) {
            return switch (first) {
                case "echo" -> OK;
                case "fail" -> FAILED;
                case "stall" -> NEVER;
                default -> UNKNOWN;
            };
        }
        if (path.length != 2 || !path[1].matches("[0-9]{1,7}")) {
            return UNKNOWN;
        }
        int number = Integer.parseInt(path[1]);
        return switch (first) {
            case "fail" -> attempt(request) <= number ? FAILED : OK;
            case "slow" -> slow(number);
            case "status" -> status(number, query < 0 ? "" : target.substring(query + 1));
            default -> UNKNOWN;
        };
    }

    private int attempt(Request request) {
        String run = request.header("webhook-id");
        return attempts.merge(run == null ? request.target() : run, 1, Integer::sum);
    }

    private static Answer slow(int millis) {
        Answer.Now ok = Answer.text(200, "ok, after " + millis + " ms\n");
        return new Answer.Later(Duration.ofMillis(millis), ok.status(), ok.bytes());
    }

    private static Answer status(int status, String query) {
        if (status < 200 || status > 999) {
            return UNKNOWN;
        }
        String extra = query.matches("retry-after=[0-9A-Za-z]{1,20}")
                ? "Retry-After: " + query.substring("retry-after=".length()) + "\r\n"
                : "";
        return Answer.text(status, extra, "as you wish: " + status + "\n");
    }
}

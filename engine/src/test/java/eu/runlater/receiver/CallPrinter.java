package eu.runlater.receiver;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// Prints a line per call, so that a newcomer sees the delivery. What a caller sent is shown without control
/// characters: it must not be able to steer the terminal.
final class CallPrinter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final int MAX_BODY = 160;

    private final PrintStream out;
    private final SignatureCheck signatures;

    CallPrinter(PrintStream out, SignatureCheck signatures) {
        this.out = out;
        this.signatures = signatures;
    }

    void print(Call call) {
        String id = call.header("webhook-id");
        StringBuilder line = new StringBuilder(200);
        line.append("receiver  ").append(TIME.format(call.at())).append("  ");
        line.append(call.method()).append(' ').append(call.target());
        line.append(" → ").append(call.status() == 0 ? "no answer" : String.valueOf(call.status()));
        line.append("  webhook-id ").append(id == null ? "none" : id);
        line.append("  ").append(signatures.verdict(call).words());
        if (call.body().length > 0) {
            line.append("  ").append(shortened(call.bodyText()));
        }
        out.println(visible(line));
    }

    void malformed(Instant at, int status, String reason) {
        out.println("receiver  " + TIME.format(at) + "  refused with " + status + ": " + reason);
    }

    private static String shortened(String body) {
        return body.length() <= MAX_BODY ? body : body.substring(0, MAX_BODY) + "… (" + body.length() + " characters)";
    }

    private static String visible(CharSequence line) {
        StringBuilder visible = new StringBuilder(line.length());
        line.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '·' : c)
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }
}

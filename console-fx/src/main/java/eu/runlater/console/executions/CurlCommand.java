package eu.runlater.console.executions;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request as a curl command for a POSIX shell, ready to paste. Values are quoted so that no character of them means
/// anything to the shell. Pure; any thread.
public final class CurlCommand {
    private static final String CONTINUED = " \\\n  ";

    private CurlCommand() {}

    public static String of(String method, String url, List<Map.Entry<String, String>> headers, @Nullable String body) {
        StringBuilder command = new StringBuilder("curl");
        boolean plainPost = method.equals("POST") && body != null;
        if (method.equals("HEAD")) {
            command.append(" --head");
        } else if (!method.equals("GET") && !plainPost || method.equals("GET") && body != null) {
            command.append(" -X ").append(method);
        }
        command.append(' ').append(quote(url));
        for (Map.Entry<String, String> header : headers) {
            command.append(CONTINUED).append("-H ").append(quote(header.getKey() + ": " + header.getValue()));
        }
        if (body != null) {
            command.append(CONTINUED).append("--data-raw ").append(quote(body));
        }
        return command.toString();
    }

    /// A JSON call of an engine's API. The key is not part of the text: it stands in a variable of the shell, so
    /// that the command can be passed on.
    public static String toEngine(String url, String json) {
        return toEngine(url, json, "\"Authorization: Bearer $RUNLATER_KEY\"");
    }

    /// The same with the key in it, ready to paste.
    public static String toEngineWithKey(String url, String json, String key) {
        return toEngine(url, json, quote("Authorization: Bearer " + key));
    }

    private static String toEngine(String url, String json, String authorization) {
        return "curl " + quote(url) + CONTINUED + "-H " + authorization + CONTINUED
                + "-H 'Content-Type: application/json'" + CONTINUED + "-d " + quote(json);
    }

    static String quote(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}

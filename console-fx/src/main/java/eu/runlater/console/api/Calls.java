package eu.runlater.console.api;

import eu.runlater.console.api.ApiFailure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Sends one request and turns whatever comes back into an answer or an [ApiFailure]. Any thread.
final class Calls {
    /// An answer larger than this is not one of ours; reading on would only fill memory.
    private static final long MAX_ANSWER = 32L * 1024 * 1024;

    private final OkHttpClient client;

    Calls(OkHttpClient client) {
        this.client = client;
    }

    /// @return the answer's JSON; a missing node when there is no body
    JsonNode send(Request request) throws ApiFailure {
        Call call = client.newCall(request);
        try (Response response = call.execute()) {
            String body = read(response.body());
            String requestId = response.header("X-Request-Id");
            if (!response.isSuccessful()) {
                throw refusal(response.code(), body, requestId);
            }
            return body.isBlank() ? Json.WIRE.missingNode() : parse(body);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /// Sends and looks at the head of the answer only.
    void open(Request request, String contentType) throws ApiFailure {
        Call call = client.newCall(request);
        try (Response response = call.execute()) {
            if (!response.isSuccessful()) {
                throw refusal(response.code(), read(response.body()), response.header("X-Request-Id"));
            }
            if (!response.header("Content-Type", "").startsWith(contentType)) {
                throw ApiFailure.unreachable(Kind.NOT_AN_ENGINE, "the answer is no " + contentType, null);
            }
            // Closing alone would try to read an endless body to its end.
            call.cancel();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private static String read(ResponseBody body) throws IOException, ApiFailure {
        BufferedSource source = body.source();
        if (source.request(MAX_ANSWER + 1)) {
            throw ApiFailure.unreachable(Kind.NOT_AN_ENGINE, "answer larger than 32 MiB", null);
        }
        return source.readString(StandardCharsets.UTF_8);
    }

    private static JsonNode parse(String body) throws ApiFailure {
        try {
            return Json.WIRE.readTree(body);
        } catch (JacksonException e) {
            throw ApiFailure.unreachable(Kind.NOT_AN_ENGINE, "answer is not JSON", e);
        }
    }

    static ApiFailure refusal(int status, String body, @Nullable String requestId) {
        String code = "http_" + status;
        String message = "The engine answered " + status + ".";
        Map<String, List<String>> details = Map.of();
        try {
            JsonNode error = Json.WIRE.readTree(body.isBlank() ? "{}" : body).path("error");
            if (error.isString()) {
                message = error.stringValue();
            } else {
                code = error.path("code").asString(code);
                message = error.path("message").asString(message);
                details = details(error.path("details"));
            }
        } catch (JacksonException _) {
            // A proxy's HTML page: the status says all there is to say.
        }
        Kind kind = status == 401 ? Kind.UNAUTHORIZED : Kind.REFUSED;
        return new ApiFailure(kind, status, code, message, details, requestId, null);
    }

    private static Map<String, List<String>> details(JsonNode node) {
        Map<String, List<String>> details = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            List<String> texts = new ArrayList<>();
            if (field.getValue().isArray()) {
                field.getValue().forEach(text -> texts.add(text.asString()));
            } else {
                texts.add(field.getValue().asString());
            }
            details.put(field.getKey(), List.copyOf(texts));
        });
        return details;
    }

    static ApiFailure unreachable(IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        Kind kind = switch (e) {
            case UnknownHostException _ -> Kind.RESOLVE;
            case SSLException _ -> Kind.TLS;
            case InterruptedIOException _ when why.toLowerCase(Locale.ROOT).contains("connect") -> Kind.CONNECT;
            case InterruptedIOException _ -> Kind.TIMED_OUT;
            default -> Kind.CONNECT;
        };
        return ApiFailure.unreachable(kind, why, e);
    }
}

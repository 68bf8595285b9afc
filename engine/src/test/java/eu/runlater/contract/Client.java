package eu.runlater.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Makes calls, and never waits longer than the limit for an answer. Of a stream, only that it begins. Any thread.
final class Client {
    static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String baseUrl;

    Client(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    Reply send(Call call) {
        byte[] body = call.body();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + call.target()))
                .timeout(LIMIT)
                .method(
                        call.method(),
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        call.headers().forEach(request::header);
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            String type = response.headers().firstValue("Content-Type").orElse("");
            try (InputStream content = response.body()) {
                String text = type.startsWith("text/event-stream")
                        ? ""
                        : new String(content.readAllBytes(), StandardCharsets.UTF_8);
                return new Reply(response.statusCode(), type, text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + call, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

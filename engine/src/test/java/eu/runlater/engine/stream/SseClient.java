package eu.runlater.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.engine.runtime.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A client of the event stream over a real socket, reading as the standard says.
final class SseClient implements AutoCloseable {
    /// @param id the client's last id after the message, as a resuming client would send it
    record Message(String type, @Nullable String id, JsonNode data) {}

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final HttpResponse<InputStream> response;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final List<String> others = new CopyOnWriteArrayList<>();
    private volatile boolean ended;
    private volatile @Nullable String lastId;

    private SseClient(String url, String key, @Nullable String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + key)
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        this.lastId = lastEventId;
        this.response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        Thread.ofVirtual().start(this::read);
    }

    static SseClient open(String url, String key) {
        return open(url, key, null);
    }

    static SseClient open(String url, String key, @Nullable String lastEventId) {
        try {
            return new SseClient(url, key, lastEventId);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int status() {
        return response.statusCode();
    }

    @Nullable
    String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    List<Message> messages() {
        return messages;
    }

    List<Message> messages(String type) {
        return messages.stream().filter(message -> message.type().equals(type)).toList();
    }

    /// Comments and `retry` lines.
    List<String> others() {
        return others;
    }

    @Nullable
    String lastId() {
        return lastId;
    }

    boolean ended() {
        return ended;
    }

    /// Waits for the greeting, after which nothing new is missed.
    SseClient greeted() {
        assertThat(status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30)).until(() -> !messages("hello").isEmpty());
        return this;
    }

    /// All changes told of a type, by their `n`, in the order told.
    List<Integer> told(String type) {
        return messages(type).stream()
                .flatMap(message -> message.data().path("items").valueStream())
                .map(item -> item.path("n").asInt())
                .toList();
    }

    void awaitTold(String type, Integer... numbers) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told(type)).contains(numbers));
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String type = "message";
            StringBuilder data = new StringBuilder();
            String line;
            while ((line = lines.readLine()) != null) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        messages.add(new Message(type, lastId, Json.WIRE.readTree(data.toString())));
                    }
                    type = "message";
                    data.setLength(0);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                } else {
                    others.add(line);
                }
            }
        } catch (IOException e) {
            // closed by either side
        } finally {
            ended = true;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

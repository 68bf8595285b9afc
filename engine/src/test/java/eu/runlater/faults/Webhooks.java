package eu.runlater.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// Senders of numbered webhooks of mixed content types, who keep the id of every 200 they saw and send again, when they
/// are started again, what was not acknowledged.
final class Webhooks {
    private static final int SENDERS = 32;
    private static final JsonMapper JSON = new JsonMapper();

    private final int count;
    private final Map<Integer, String> acknowledged = new ConcurrentHashMap<>();
    private final List<Thread> senders = new ArrayList<>();
    private volatile boolean stopped;

    Webhooks(int count) {
        this.count = count;
    }

    record Webhook(String type, byte[] body) {}

    Webhook webhook(int number) {
        return switch (number % 6) {
            case 0 -> new Webhook("application/json", bytes("{ \"n\": " + number + ", \"ü\": [1.50, null] }\n"));
            case 1 -> new Webhook("application/xml", bytes("<?xml version=\"1.0\"?>\r\n<n>" + number + "</n>"));
            case 2 ->
                new Webhook(
                        "multipart/form-data; boundary=b",
                        bytes("--b\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n" + number
                                + "\0\r\n--b--\r\n"));
            case 3 -> {
                byte[] body = new byte[300];
                new Random(number).nextBytes(body);
                yield new Webhook("application/octet-stream", body);
            }
            case 4 -> new Webhook("text/plain", new byte[0]);
            default -> new Webhook("application/json", bytes("{\"n\": " + number + ", \"broken\": [tru"));
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Sends what has not been acknowledged; a sender gives up at the first error.
    void start(URI to) {
        stopped = false;
        senders.clear();
        Queue<Integer> left = new ConcurrentLinkedQueue<>(IntStream.range(0, count)
                .filter(number -> !acknowledged.containsKey(number))
                .boxed()
                .toList());
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(Thread.ofVirtual().start(() -> send(client, to, left)));
        }
    }

    /// Number → event id.
    Map<Integer, String> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    void stop() throws InterruptedException {
        stopped = true;
        for (Thread sender : senders) {
            sender.join();
        }
    }

    private void send(HttpClient client, URI to, Queue<Integer> left) {
        try {
            Integer number;
            while (!stopped && (number = left.poll()) != null) {
                Webhook webhook = webhook(number);
                HttpRequest request = HttpRequest.newBuilder(to)
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", webhook.type())
                        .header("X-Number", String.valueOf(number))
                        .POST(BodyPublishers.ofByteArray(webhook.body()))
                        .build();
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    acknowledged.put(
                            number, JSON.readTree(response.body()).path("id").asString());
                } else {
                    left.add(number);
                }
            }
        } catch (IOException _) {
            // the engine was killed: what this test is about
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

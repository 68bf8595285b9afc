package eu.runlater.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Makes one request of an operation: mostly good, with a part or two spoiled. One thread.
final class RequestMaker {
    private final ApiDocument document;
    private final Seeds seeds;
    private final Random random;
    private final Bodies bodies;
    private final Rubbish rubbish;
    private final Samples samples;

    RequestMaker(ApiDocument document, Seeds seeds, Random random) {
        this.document = document;
        this.seeds = seeds;
        this.random = random;
        this.bodies = new Bodies(document, random, 0.25, seeds.url());
        this.rubbish = new Rubbish(random);
        this.samples = new Samples(document, seeds);
    }

    Call make(Operation operation) {
        return new Call(operation.method(), path(operation), query(operation), headers(operation), body(operation));
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private String path(Operation operation) {
        List<String> values = new ArrayList<>();
        for (String kind : Seeds.kinds(operation)) {
            values.add(
                    chance(0.8)
                            ? seeds.value(kind)
                            : chance(0.5) ? rubbish.text() : new java.util.UUID(random.nextLong(), 4).toString());
        }
        return Seeds.filled(operation, values);
    }

    private List<Map.Entry<String, String>> query(Operation operation) {
        List<Map.Entry<String, String>> query = new ArrayList<>();
        for (Operation.Parameter parameter : operation.parameters("query")) {
            if (parameter.required() ? chance(0.9) : chance(0.25)) {
                query.add(Map.entry(parameter.name(), chance(0.6) ? good(parameter) : rubbish.text()));
            }
        }
        if (chance(0.05)) {
            query.add(Map.entry(rubbish.word(), rubbish.text()));
        }
        if (!query.isEmpty() && chance(0.05)) {
            query.add(query.getFirst());
        }
        return query;
    }

    private String good(Operation.Parameter parameter) {
        JsonNode value = bodies.fitting(parameter.schema());
        return value.isString() ? value.asString() : value.toString();
    }

    private Map<String, String> headers(Operation operation) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (operation.isOpen()) {
            headers.put("X-Forwarded-For", chance(0.9) ? seeds.address() : rubbish.visible());
        }
        if (operation.isOpen() ? chance(0.1) : chance(0.97)) {
            headers.put("Authorization", "Bearer " + (chance(0.98) ? seeds.token(operation) : rubbish.visible()));
        }
        for (Operation.Parameter parameter : operation.parameters("header")) {
            if (chance(0.3)) {
                headers.put(parameter.name(), chance(0.6) ? "key-" + random.nextInt(50) : rubbish.visible());
            }
        }
        if (chance(0.05)) {
            headers.put("Accept", chance(0.5) ? "application/json;q=0.5, text/html" : rubbish.visible());
        }
        if (operation.hasBody()) {
            headers.put(
                    "Content-Type",
                    chance(0.9)
                            ? "application/json"
                            : chance(0.5) ? "multipart/form-data; boundary=x" : "application/x-www-form-urlencoded");
        }
        return headers;
    }

    private byte @Nullable [] body(Operation operation) {
        if (!operation.hasBody()) {
            return chance(0.05) ? rubbish.bytes() : null;
        }
        if (chance(0.03)) {
            return chance(0.5) ? null : rubbish.bytes();
        }
        if (chance(0.15)) {
            return samples.body(operation).getBytes(StandardCharsets.UTF_8);
        }
        String json = bodies.fitting(operation.bodySchema()).toString();
        if (chance(0.5)) {
            json = rubbish.spoiled(json);
        }
        return json.getBytes(StandardCharsets.UTF_8);
    }
}

package eu.runlater.contract;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An answer as a client sees it.
record Reply(int status, String contentType, String body) {
    private static final int SHOWN = 600;

    JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    boolean succeeded() {
        return status / 100 == 2;
    }

    String shortBody() {
        return shortened(body);
    }

    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}

package eu.runlater.contract;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A request to make.
///
/// @param path with its parameters filled in and encoded
/// @param query names and values, not encoded
/// @param body bytes; absent = none
record Call(
        String method,
        String path,
        List<Map.Entry<String, String>> query,
        Map<String, String> headers,
        byte @Nullable [] body) {
    static Call of(String method, String path) {
        return new Call(method, path, List.of(), Map.of(), null);
    }

    Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, path, query, more, body);
    }

    Call asking(String name, String value) {
        List<Map.Entry<String, String>> more = new java.util.ArrayList<>(query);
        more.add(Map.entry(name, value));
        return new Call(method, path, more, headers, body);
    }

    Call sending(String json) {
        return new Call(method, path, query, headers, json.getBytes(StandardCharsets.UTF_8));
    }

    String target() {
        return query.isEmpty()
                ? path
                : path
                        + query.stream()
                                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                                .collect(Collectors.joining("&", "?", ""));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return method + " " + target() + " " + headers
                + (body == null ? "" : " " + Reply.shortened(new String(body, StandardCharsets.UTF_8)));
    }
}

package eu.runlater.engine.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The doc comments of records in `shared-model`, whose sources are in its jar: what the code says of an
/// answer is what the document says of it.
final class Docstrings {
    private static final Pattern PARAMETERS = Pattern.compile("@param\\s+(\\w+)\\s+(.*?)(?=\\s*·?\\s*@param|$)");

    /// @param text about the whole · @param components about the parts, by their Java names
    record Texts(String text, Map<String, String> components) {
        private static final Texts NONE = new Texts("", Map.of());
    }

    private final Map<Class<?>, Texts> known = new HashMap<>();

    Texts of(Class<?> type) {
        return known.computeIfAbsent(type, Docstrings::read);
    }

    private static Texts read(Class<?> type) {
        Class<?> outermost = type;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        String path = "/META-INF/sources/" + outermost.getName().replace('.', '/') + ".java";
        try (InputStream source = outermost.getResourceAsStream(path)) {
            return source == null
                    ? Texts.NONE
                    : find(new String(source.readAllBytes(), StandardCharsets.UTF_8), type.getSimpleName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Texts find(String source, String name) {
        List<String> comment = new ArrayList<>();
        Pattern declaration = Pattern.compile(".*\\brecord " + Pattern.quote(name) + "\\b.*");
        for (String line : source.lines().map(String::strip).toList()) {
            if (line.startsWith("///")) {
                comment.add(line.substring(3).strip());
            } else if (declaration.matcher(line).matches()) {
                return texts(String.join(" ", comment));
            } else if (!line.startsWith("@")) {
                comment.clear();
            }
        }
        return Texts.NONE;
    }

    private static Texts texts(String comment) {
        int first = comment.indexOf("@param");
        Map<String, String> components = new HashMap<>();
        Matcher parameters = PARAMETERS.matcher(comment);
        while (parameters.find()) {
            components.put(parameters.group(1), parameters.group(2).strip());
        }
        return new Texts(
                (first < 0 ? comment : comment.substring(0, first)).strip(), Collections.unmodifiableMap(components));
    }
}

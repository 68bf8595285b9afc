package eu.runlater.console.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every text has a key, every key has a text, and no key is left over.
class TextsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path TEXTS = Path.of("src/main/resources/eu/runlater/console/texts");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static Map<String, String> texts() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(TEXTS)) {
            for (Path file : files.toList()) {
                Properties properties = new Properties();
                try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
                String name = file.getFileName().toString().replace(".properties", "");
                properties.forEach((key, value) -> {
                    assertThat(key.toString()).as("key in %s", file).startsWith(name + ".");
                    texts.put(key.toString(), value.toString());
                });
            }
        }
        return texts;
    }

    private static Set<String> literals() throws IOException {
        Set<String> literals = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                LITERAL.matcher(Files.readString(file).replaceAll("'\\\\?.'", ""))
                        .results()
                        .forEach(match -> literals.add(match.group(1)));
            }
        }
        return literals;
    }

    @Test
    void no_key_is_missing() throws IOException {
        Map<String, String> texts = texts();
        Set<String> files = new TreeSet<>();
        texts.keySet().forEach(key -> files.add(key.substring(0, key.indexOf('.'))));
        Pattern call = Pattern.compile("Texts\\s*\\.\\s*get\\(\\s*\"([a-z0-9_.]+)\"\\s*[,)]");
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                call.matcher(Files.readString(source))
                        .results()
                        .forEach(match ->
                                assertThat(texts).as("text used in %s", source).containsKey(match.group(1)));
            }
        }
    }

    @Test
    void no_key_is_left_over() throws IOException {
        Set<String> literals = literals();
        assertThat(texts().keySet())
                .allSatisfy(key -> assertThat(isUsed(key, literals))
                        .as("nothing uses %s", key)
                        .isTrue());
    }

    /// As it stands, or made of a prefix that ends in a dot, a number at its end, or a suffix that begins with an
    /// underscore (`connect.create` + `_hint`).
    private static boolean isUsed(String key, Set<String> literals) {
        if (literals.contains(key) || literals.contains(key.substring(0, key.lastIndexOf('.') + 1))) {
            return true;
        }
        if (literals.contains(key.replaceAll("[0-9]+$", ""))) {
            return true;
        }
        int underscore = key.lastIndexOf('_');
        return underscore > 0
                && literals.contains(key.substring(0, underscore))
                && literals.contains(key.substring(underscore));
    }

    @Test
    void every_text_can_be_formatted_and_uses_typographic_apostrophes() throws IOException {
        assertThat(texts()).allSatisfy((key, text) -> {
            new MessageFormat(text);
            assertThat(text).as(key).doesNotContain("'").isNotBlank();
        });
    }
}

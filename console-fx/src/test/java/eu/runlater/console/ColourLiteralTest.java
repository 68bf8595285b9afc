package eu.runlater.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Colours come from the theme's tokens only: a literal would be right in one of light and dark and wrong in the other.
class ColourLiteralTest {
    private static final Pattern IN_CSS = Pattern.compile(
            "#[0-9a-fA-F]{3,8}\\b|\\b(rgb|rgba|hsb|hsba|hsl)\\(|(?<!smoothing-type):\\s*(white|black|red|green|blue|gr[ae]y|yellow|orange)\\b");
    private static final Pattern IN_JAVA = Pattern.compile(
            "Color\\.(?!TRANSPARENT\\b)[A-Z]{3,}\\b|Color\\.(web|rgb|color|hsb|gray|valueOf)\\(|setStyle\\(|\"#[0-9a-fA-F]{3,8}\"");

    @Test
    void no_style_sheet_and_no_class_has_a_colour_of_its_own() throws IOException {
        List<String> found = new ArrayList<>();
        collect(Path.of("src/main/resources"), ".css", IN_CSS, found);
        collect(Path.of("src/main/java"), ".java", IN_JAVA, found);
        assertThat(found).isEmpty();
    }

    private static void collect(Path root, String ending, Pattern pattern, List<String> found) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ending)).toList()) {
                pattern.matcher(Files.readString(file).replaceAll("/\\*[\\s\\S]*?\\*/", ""))
                        .results()
                        .forEach(match -> found.add(file + ": " + match.group()));
            }
        }
    }
}

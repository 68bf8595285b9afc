package eu.runlater.model.query;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.query.QueryTerm.Match;
import eu.runlater.model.query.QueryTerm.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Generated inputs: what must hold for every text and every query.
class QueryPropertiesTest {
    private static final List<String> CRUMBS = List.of(
            "status:",
            "task:",
            "since:",
            "until:",
            "code:",
            "run:",
            "-",
            ":",
            ",",
            "\"",
            "\\",
            "*",
            " ",
            "\t",
            "failed",
            "timeout",
            "2h",
            "now",
            "+",
            "5xx",
            "404",
            "0196a1d0-1111-7222-8333-444455556666",
            "https://",
            "a",
            "Ä",
            "🚀",
            "\u0000",
            "\ud800",
            "2026-05-04T09:30:00Z",
            "_",
            "x");

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_124);

    @Test
    void any_text_is_read_or_refused_at_a_place_within_it() {
        for (int i = 0; i < 40_000; i++) {
            String text = anyText();
            switch (Query.read(text)) {
                case Query.Read read -> {
                    assertThat(read.spans()).hasSameSizeAs(read.query().terms());
                    assertThat(QueryReadingTest.query(read.query().print()))
                            .as(text)
                            .isEqualTo(read.query());
                }
                case Query.Refused(QueryMistake mistake) -> {
                    assertThat(mistake.start()).as(text).isBetween(0, text.length());
                    assertThat(mistake.end()).as(text).isBetween(mistake.start(), text.length());
                    assertThat(mistake.message()).as(text).isNotBlank();
                }
            }
        }
    }

    @Test
    void printing_and_reading_again_gives_the_same_query() {
        for (int i = 0; i < 20_000; i++) {
            Query query = new Query(
                    Stream.generate(this::anyTerm).limit(random.nextInt(6)).toList());
            assertThat(QueryReadingTest.query(query.print())).as(query.print()).isEqualTo(query);
        }
    }

    @Test
    void a_glob_matches_what_a_regular_expression_matches() {
        for (int i = 0; i < 20_000; i++) {
            Glob glob = new Glob(IntStream.rangeClosed(0, random.nextInt(4))
                    .mapToObj(_ -> letters(random.nextInt(3)))
                    .toList());
            String text = letters(random.nextInt(8));
            String expression = String.join(".*", glob.pieces());
            assertThat(glob.matches(text)).as(glob + " " + text).isEqualTo(text.matches(expression));
            assertThat(glob.isFoundIn(text)).as(glob + " in " + text).isEqualTo(text.matches(".*" + expression + ".*"));
        }
    }

    private String anyText() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
            text.append(CRUMBS.get(random.nextInt(CRUMBS.size())));
        }
        return text.toString();
    }

    private QueryTerm anyTerm() {
        boolean negated = random.nextBoolean();
        if (random.nextInt(3) == 0) {
            Glob glob = anyGlob();
            return new Word(negated, glob.equals(Glob.exact("")) ? Glob.exact("\"") : glob);
        }
        QueryField field = QueryField.values()[random.nextInt(QueryField.values().length)];
        List<QueryValue> values = new ArrayList<>();
        for (int n = field.isMoment() ? 1 : 1 + random.nextInt(3); n > 0; n--) {
            values.add(anyValue(field));
        }
        return new Match(negated && !field.isMoment(), field, values);
    }

    private QueryValue anyValue(QueryField field) {
        return switch (field) {
            case STATUS -> new QueryValue.Status(ExecutionStatus.values()[random.nextInt(8)]);
            case TASK -> random.nextBoolean() ? anyId() : new QueryValue.Text(anyGlob());
            case QUEUE, HOST, KIND -> new QueryValue.Text(anyGlob());
            case CODE -> {
                int from = random.nextInt(100, 1000);
                yield switch (random.nextInt(4)) {
                    case 0 -> QueryValue.Codes.ANY;
                    case 1 -> new QueryValue.Codes(from / 100 * 100, from / 100 * 100 + 99);
                    case 2 -> new QueryValue.Codes(from, random.nextInt(from, 1000));
                    default -> new QueryValue.Codes(from, from);
                };
            }
            case SINCE, UNTIL ->
                new QueryValue.Time(
                        random.nextBoolean()
                                ? new Moment.Relative(Duration.ofSeconds(random.nextLong(-300_000_000, 300_000_000)))
                                : new Moment.At(Instant.ofEpochSecond(
                                        random.nextLong(-60_000_000_000L, 220_000_000_000L),
                                        random.nextInt(1_000_000_000))));
            case RUN, ID, CAUSE -> anyId();
        };
    }

    private QueryValue anyId() {
        return new QueryValue.Id(new UUID(random.nextLong(), random.nextLong()));
    }

    private Glob anyGlob() {
        return new Glob(Stream.generate(() -> {
                    String piece = anyText();
                    return QueryReader.unsearchable(piece) < 0 ? piece : "-";
                })
                .limit(1 + random.nextInt(3))
                .toList());
    }

    private String letters(int length) {
        return random.ints(length, 'a', 'c')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

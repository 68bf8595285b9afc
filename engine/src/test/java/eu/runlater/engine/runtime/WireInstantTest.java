package eu.runlater.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireInstantTest {
    private record Message(Instant sentAt) {}

    @ParameterizedTest
    @CsvSource({
        "2026-05-04T09:30:00Z,2026-05-04T09:30:00.000Z",
        "2026-05-04T09:30:00.1Z,2026-05-04T09:30:00.100Z",
        "2026-05-04T09:30:00.123999999Z,2026-05-04T09:30:00.123Z",
        "1969-12-31T23:59:59.9999Z,1969-12-31T23:59:59.999Z"
    })
    void a_moment_has_exactly_three_digits_on_the_wire(Instant moment, String text) {
        assertThat(Json.WIRE.writeValueAsString(new Message(moment))).isEqualTo("{\"sent_at\":\"" + text + "\"}");
    }

    @ParameterizedTest
    @CsvSource({"2026-05-04T09:30:00.123Z"})
    void and_reads_back(Instant moment) {
        String json = Json.WIRE.writeValueAsString(new Message(moment));

        assertThat(Json.WIRE.readValue(json, Message.class)).isEqualTo(new Message(moment));
    }
}

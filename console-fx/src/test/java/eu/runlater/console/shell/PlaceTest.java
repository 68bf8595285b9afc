package eu.runlater.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaceTest {
    @Test
    void an_address_reads_back_as_the_same_place() {
        Place place = Place.of("prod eu/1", "executions")
                .with("q", "status:failed task:nightly-* \"a & b\" since:1h +100%")
                .with("sel", "0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b90");
        assertThat(Place.parse(place.toString())).contains(place);
    }

    @Test
    void an_address_stays_readable() {
        assertThat(Place.of("prod-eu", "executions")
                        .with("q", "status:failed since:1h")
                        .toString())
                .isEqualTo("runlater://prod-eu/executions?q=status:failed%20since:1h");
    }

    @Test
    void anything_else_is_no_place() {
        assertThat(Place.parse("")).isEmpty();
        assertThat(Place.parse("https://prod-eu/executions")).isEmpty();
        assertThat(Place.parse("runlater://")).isEmpty();
        assertThat(Place.parse("runlater://prod/exec utions")).isEmpty();
        assertThat(Place.parse("runlater://prod/x?q=%zz")).isEmpty();
    }

    @Test
    void an_empty_value_takes_a_parameter_away() {
        Place place = Place.of("p", "executions").with("q", "a");
        assertThat(place.with("q", "")).isEqualTo(Place.of("p", "executions"));
        assertThat(place.get("q")).isEqualTo("a");
        assertThat(place.get("none")).isEmpty();
    }
}

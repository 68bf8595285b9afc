package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "content-type",
                "X-Api-Key",
                "Cookie",
                "User-Agent",
                "Accept",
                "Idempotency-Key",
                "x",
                "!#$%&'*+-.^_`|~09azAZ",
                "Webhook",
                "X-Runlater",
                "Proxy",
                "Host-Name",
                "Tea"
            })
    void a_header_of_the_task_is_its_own(String name) {
        assertThat(HeaderRules.check(name, "a value\twith a tab ~!")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "host",
                "HOST",
                "Content-Length",
                "Transfer-Encoding",
                "Connection",
                "Keep-Alive",
                "TE",
                "Trailer",
                "Upgrade",
                "Expect",
                "Proxy-Authorization",
                "Proxy-Connection",
                "proxy-x",
                "webhook-id",
                "Webhook-Signature",
                "webhook-timestamp",
                "X-Runlater-Signature",
                "x-runlater-hop",
                "X-RUNLATER-TASK-ID"
            })
    void what_the_connection_or_the_signature_needs_cannot_be_set(String name) {
        assertThat(HeaderRules.check(name, "x"))
                .hasValueSatisfying(text -> assertThat(text).contains(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "X:A",
                "X A",
                "X\tA",
                "X\r\nEvil",
                "X\0",
                "Ä",
                "X(A)",
                "X/A",
                "X=A",
                "X@A",
                "X[",
                "X{",
                "\"X\"",
                "X,",
                "X;",
                "\u007f"
            })
    void a_name_that_is_no_token_is_refused(String name) {
        assertThat(HeaderRules.check(name, "x")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nEvil: 1", "a\nb", "a\rb", "\0", "ä", "a\u000bb", "\u007f", "\u0085", "\u2028", "😀"})
    void a_value_that_could_end_its_line_or_is_not_ascii_is_refused_without_being_repeated(String value) {
        assertThat(HeaderRules.check("X-A", value))
                .hasValueSatisfying(
                        text -> assertThat(text).doesNotContain(value).contains("X-A"));
    }

    @Test
    void fifty_headers_and_sixteen_kibibytes_are_the_most() {
        List<Header> fifty =
                IntStream.range(0, 50).mapToObj(i -> new Header("X-" + i, "v")).toList();

        assertThat(HeaderRules.checkAll(fifty)).isEmpty();
        assertThat(HeaderRules.checkAll(IntStream.range(0, 51)
                        .mapToObj(i -> new Header("X-" + i, "v"))
                        .toList()))
                .isPresent();
        assertThat(HeaderRules.checkAll(List.of(new Header("X", "v".repeat(16 * 1024 - 5)))))
                .isEmpty();
        assertThat(HeaderRules.checkAll(List.of(new Header("X", "v".repeat(16 * 1024 - 4)))))
                .isPresent();
    }

    @Test
    void one_bad_header_among_good_ones_is_found() {
        assertThat(HeaderRules.checkAll(List.of(new Header("X", "v"), new Header("Host", "evil"))))
                .isPresent();
    }
}

package eu.runlater.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressTest {
    private final ClientAddress addresses =
            new ClientAddress(Settings.of(Map.of("RUNLATER_TRUSTED_PROXIES", "10.0.0.0/8,fd00::/8")));

    private static MockHttpServletRequest from(String peer) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        return request;
    }

    @Test
    void a_stranger_cannot_claim_to_be_someone_else() {
        MockHttpServletRequest request = from("203.0.113.7");
        request.addHeader("X-Forwarded-For", "198.51.100.1");
        request.addHeader("Forwarded", "for=198.51.100.1");
        assertThat(addresses.of(request).getHostAddress()).isEqualTo("203.0.113.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.1                         | 198.51.100.1",
                "6.6.6.6, 198.51.100.1                | 198.51.100.1", // the left was written by the client
                "198.51.100.1, 10.9.9.9               | 198.51.100.1", // two proxies of ours
                "198.51.100.1:4711                    | 198.51.100.1",
                "[2001:db8::5]:4711                   | 2001:db8:0:0:0:0:0:5",
                "198.51.100.1, unknown                | 10.1.2.3",
                "198.51.100.1, proxy.example          | 10.1.2.3",
                "198.51.100.1, 10.9.9.9, ''           | 10.1.2.3",
                "10.9.9.9                             | 10.9.9.9"
            })
    void behind_a_trusted_proxy_the_first_untrusted_from_the_right_counts(String header, String client) {
        MockHttpServletRequest request = from("10.1.2.3");
        request.addHeader("X-Forwarded-For", header);
        assertThat(addresses.of(request).getHostAddress()).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=198.51.100.1;proto=https         | 198.51.100.1",
                "for=6.6.6.6, For=198.51.100.1        | 198.51.100.1",
                "by=10.0.0.1;for=\"[2001:db8::5]:99\" | 2001:db8:0:0:0:0:0:5",
                "for=198.51.100.1, for=_hidden        | 10.1.2.3",
                "proto=https                          | 10.1.2.3"
            })
    void forwarded_wins_over_x_forwarded_for(String header, String client) {
        MockHttpServletRequest request = from("10.1.2.3");
        request.addHeader("Forwarded", header);
        request.addHeader("X-Forwarded-For", "192.0.2.99");
        assertThat(addresses.of(request).getHostAddress()).isEqualTo(client);
    }

    @Test
    void a_client_with_a_whole_ipv6_network_is_one_client() {
        assertThat(addresses.group(from("2001:db8:1:2::5"))).isEqualTo(addresses.group(from("2001:db8:1:2:ffff::9")));
        assertThat(addresses.group(from("2001:db8:1:2::5"))).isNotEqualTo(addresses.group(from("2001:db8:1:3::5")));
        assertThat(addresses.group(from("198.51.100.1"))).isEqualTo("198.51.100.1");
    }
}

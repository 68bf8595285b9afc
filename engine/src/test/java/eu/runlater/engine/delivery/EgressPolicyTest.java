package eu.runlater.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressPolicyTest {
    private final EgressPolicy policy = Client.policy("");

    @Nested
    class Addresses {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    // the first and the last of every block, and some within
                    "0.0.0.0",
                    "0.0.0.1",
                    "0.255.255.255",
                    "10.0.0.0",
                    "10.1.2.3",
                    "10.255.255.255",
                    "100.64.0.0",
                    "100.100.100.200",
                    "100.127.255.255",
                    "127.0.0.0",
                    "127.0.0.1",
                    "127.0.1.1",
                    "127.255.255.255",
                    "169.254.0.0",
                    "169.254.169.254",
                    "169.254.170.2",
                    "169.254.255.255",
                    "172.16.0.0",
                    "172.17.0.1",
                    "172.31.255.255",
                    "192.0.0.0",
                    "192.0.0.170",
                    "192.0.0.192",
                    "192.0.0.255",
                    "192.0.2.0",
                    "192.0.2.255",
                    "192.88.99.0",
                    "192.88.99.255",
                    "192.168.0.0",
                    "192.168.1.1",
                    "192.168.255.255",
                    "198.18.0.0",
                    "198.19.255.255",
                    "198.51.100.0",
                    "198.51.100.255",
                    "203.0.113.0",
                    "203.0.113.255",
                    "224.0.0.0",
                    "224.0.0.1",
                    "239.255.255.255",
                    "240.0.0.0",
                    "250.1.2.3",
                    "255.255.255.254",
                    "255.255.255.255",
                    "168.63.129.16",
                    // IPv6: everything but 2000::/3
                    "::",
                    "::1",
                    "::2",
                    "::ffff:0:1",
                    "::7f00:1",
                    "::a9fe:a9fe",
                    "64:ff9b::7f00:1",
                    "64:ff9b::a00:1",
                    "64:ff9b::a9fe:a9fe",
                    "64:ff9b::808:808",
                    "64:ff9b:1::1",
                    "100::1",
                    "100:0:0:1::1",
                    "fc00::",
                    "fc00::1",
                    "fd00::1",
                    "fd12:3456:789a::1",
                    "fd00:ec2::254",
                    "fdff:ffff::1",
                    "fe80::",
                    "fe80::1",
                    "febf::1",
                    "fec0::1",
                    "feff::1",
                    "ff00::",
                    "ff02::1",
                    "ff0e::1",
                    "ffff::1",
                    "1fff::1",
                    "4000::1",
                    "5f00::1",
                    "8000::1",
                    "c000::1",
                    "e000::1",
                    // and within 2000::/3
                    "2001::",
                    "2001::1",
                    "2001:0:7f00:1::1",
                    "2001:1::1",
                    "2001:2::1",
                    "2001:10::1",
                    "2001:20::1",
                    "2001:1ff::1",
                    "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
                    "2001:db8::",
                    "2001:db8::1",
                    "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
                    "2002::",
                    "2002:7f00:1::",
                    "2002:a9fe:a9fe::1",
                    "2002:808:808::1",
                    "2002:ffff::1",
                    "3fff::",
                    "3fff::1",
                    "3fff:fff:ffff::1"
                })
        void a_private_or_reserved_address_is_not_reachable(String address) {
            assertThat(policy.allows(InetAddress.ofLiteral(address), 443)).isFalse();
            assertThat(policy.allows(InetAddress.ofLiteral(address), 8080)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    // the neighbours of every block
                    "1.0.0.0",
                    "9.255.255.255",
                    "11.0.0.0",
                    "100.63.255.255",
                    "100.128.0.0",
                    "126.255.255.255",
                    "128.0.0.0",
                    "169.253.255.255",
                    "169.255.0.0",
                    "172.15.255.255",
                    "172.32.0.0",
                    "191.255.255.255",
                    "192.0.1.0",
                    "192.0.1.255",
                    "192.0.3.0",
                    "192.88.98.255",
                    "192.88.100.0",
                    "192.167.255.255",
                    "192.169.0.0",
                    "198.17.255.255",
                    "198.20.0.0",
                    "198.51.99.255",
                    "198.51.101.0",
                    "203.0.112.255",
                    "203.0.114.0",
                    "223.255.255.255",
                    "168.63.129.15",
                    "168.63.129.17",
                    "8.8.8.8",
                    "1.1.1.1",
                    "93.184.216.34",
                    "2000::",
                    "2000::1",
                    "2001:200::1",
                    "2001:4860:4860::8888",
                    "2001:db7:ffff::1",
                    "2001:db9::1",
                    "2003::1",
                    "2606:4700:4700::1111",
                    "2a00:1450:4001::1",
                    "3ffe::1",
                    "3fff:1000::1",
                    "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
                })
        void a_public_address_is_reachable(String address) {
            assertThat(policy.allows(InetAddress.ofLiteral(address), 443)).isTrue();
            assertThat(policy.allows(InetAddress.ofLiteral(address), 80)).isTrue();
            assertThat(policy.allows(InetAddress.ofLiteral(address), 1024)).isTrue();
            assertThat(policy.allows(InetAddress.ofLiteral(address), 65535)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                ints = {1, 21, 22, 23, 25, 53, 79, 81, 110, 111, 143, 389, 442, 444, 445, 465, 587, 636, 993, 1023})
        void a_well_known_port_other_than_80_and_443_is_closed_even_on_a_public_address(int port) {
            assertThat(policy.allows(InetAddress.ofLiteral("8.8.8.8"), port)).isFalse();
        }

        @Test
        void an_ipv4_address_in_ipv6_form_is_judged_as_ipv4() {
            assertThat(policy.allows(InetAddress.ofLiteral("::ffff:127.0.0.1"), 443))
                    .isFalse();
            assertThat(policy.allows(InetAddress.ofLiteral("::ffff:8.8.8.8"), 443))
                    .isTrue();
        }

        @Test
        void an_address_of_this_machine_is_denied_although_it_is_public() {
            InetAddress own = InetAddress.ofLiteral("93.184.216.34");
            EgressPolicy here = new EgressPolicy(List.of(), new OwnAddresses(() -> Set.of(own)));

            assertThat(here.allows(own, 443)).isFalse();
            assertThat(here.allows(InetAddress.ofLiteral("93.184.216.35"), 443)).isTrue();
        }
    }

    @Nested
    class UrlsAtAccept {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "https://shop.example/api | https://shop.example/api | shop.example",
                    "HTTPS://Shop.EXAMPLE/Api | https://shop.example/Api | shop.example",
                    "http://shop.example | http://shop.example/ | shop.example",
                    "http://shop.example:80/x | http://shop.example/x | shop.example",
                    "https://shop.example:443/x | https://shop.example/x | shop.example",
                    "https://shop.example:8443/x | https://shop.example:8443/x | shop.example",
                    "https://shop.example/a b | https://shop.example/a%20b | shop.example",
                    "https://shop.example/ü?q=ö | https://shop.example/%C3%BC?q=%C3%B6 | shop.example",
                    "https://shop.example/x?a=1&b=%20 | https://shop.example/x?a=1&b=%20 | shop.example",
                    "https://shop.example/x#part | https://shop.example/x | shop.example",
                    "https://shop.example/a/../b | https://shop.example/b | shop.example",
                    "https://bücher.example/ | https://xn--bcher-kva.example/ | xn--bcher-kva.example",
                    "https://a_b.example/ | https://a_b.example/ | a_b.example",
                    "https://8.8.8.8/x | https://8.8.8.8/x | 8.8.8.8",
                    "https://[2606:4700:4700::1111]/x | https://[2606:4700:4700::1111]/x | 2606:4700:4700::1111",
                    "https://[2606:4700:4700:0:0:0:0:1111]:8443/ | https://[2606:4700:4700::1111]:8443/ | 2606:4700:4700::1111",
                    "https://localhost.example/ | https://localhost.example/ | localhost.example",
                    "https://127.example/ | https://127.example/ | 127.example",
                    "https://1e100.net/ | https://1e100.net/ | 1e100.net",
                    "https://internal.example.com/ | https://internal.example.com/ | internal.example.com"
                })
        void a_public_url_is_taken_in_its_canonical_form(String given, String url, String host) {
            assertThat(policy.check(given)).isEqualTo(new TargetUrl.Valid(url, host));
        }

        @Test
        void spaces_around_a_url_do_not_matter() {
            assertThat(policy.check("  https://shop.example/x \n"))
                    .isEqualTo(new TargetUrl.Valid("https://shop.example/x", "shop.example"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    // not web addresses
                    "",
                    " ",
                    "shop.example",
                    "/path",
                    "//shop.example/x",
                    "ftp://shop.example/",
                    "file:///etc/passwd",
                    "gopher://shop.example/",
                    "javascript:alert(1)",
                    "data:text/plain,x",
                    "ws://shop.example/",
                    "unix:///run/x.sock",
                    "jar:http://shop.example!/",
                    "htttp://shop.example/",
                    "http",
                    "http://",
                    "https:///",
                    "http://?x",
                    "http://:80/",
                    "http:// /",
                    "http://sh op.example/",
                    // ports
                    "http://shop.example:0/",
                    "http://shop.example:65536/",
                    "http://shop.example:99999/",
                    "http://shop.example:-1/",
                    "http://shop.example:x/",
                    "http://shop.example:22/",
                    "http://shop.example:25/",
                    "http://shop.example:1023/",
                    "https://8.8.8.8:53/",
                    "https://[2606:4700:4700::1111]:25/",
                    // who is calling
                    "http://user@shop.example/",
                    "http://user:pass@shop.example/",
                    "http://:pass@shop.example/",
                    "https://shop.example@evil.example/",
                    "https://a%40b@shop.example/",
                    // names of private networks
                    "http://localhost/",
                    "http://LOCALHOST/",
                    "http://localhost./",
                    "http://foo.localhost/",
                    "http://foo.local/",
                    "http://foo.local./",
                    "http://foo.internal/",
                    "http://metadata.google.internal/",
                    "http://foo.svc/",
                    "http://db.default.svc.cluster.local/",
                    "http://intranet/",
                    "http://intranet./",
                    "http://ip6-localhost/",
                    "http://router/",
                    "http://redis:6379/",
                    // loopback and kin, literally
                    "http://127.0.0.1/",
                    "http://127.0.0.1:8080/",
                    "http://127.1.2.3/",
                    "http://0.0.0.0/",
                    "http://10.0.0.1/",
                    "http://100.64.0.1/",
                    "http://169.254.169.254/latest/meta-data/",
                    "http://172.16.0.1/",
                    "http://192.168.0.1/",
                    "http://198.18.0.1/",
                    "http://224.0.0.1/",
                    "http://240.0.0.1/",
                    "http://255.255.255.255/",
                    "http://168.63.129.16/",
                    // IPv4 in forms that only some readers understand
                    "http://127.1/",
                    "http://127.0.1/",
                    "http://10.1/",
                    "http://2130706433/",
                    "http://0/",
                    "http://1/",
                    "http://0x7f.1/",
                    "http://0x7f000001/",
                    "http://0X7F.0.0.1/",
                    "http://0x7f.0x0.0x0.0x1/",
                    "http://017700000001/",
                    "http://0177.0.0.1/",
                    "http://0177.1/",
                    "http://127.0.0.01/",
                    "http://127.000.000.001/",
                    "http://8.8.8.08/",
                    "http://8.8.8/",
                    "http://8.8/",
                    "http://134744072/",
                    "http://127.0.0.1./",
                    "http://8.8.8.8./",
                    "http://256.1.1.1/",
                    "http://1.2.3.4.5/",
                    "http://1.2.3.256/",
                    "http://foo.1/",
                    "http://foo.0x1/",
                    "http://foo.0x/",
                    "http://shop.example.127/",
                    "http://a.b.0x7f/",
                    // digits from elsewhere
                    "http://①②⑦.0.0.1/",
                    "http://①②⑦.⓪.⓪.①/",
                    "http://１２７.０.０.１/",
                    "http://127。0。0。1/",
                    "http://127．0．0．1/",
                    "http://%31%32%37.0.0.1/",
                    "http://127.0.0.%31/",
                    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
                    "http://loc%61lhost/",
                    "http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/",
                    // IPv6
                    "http://[::]/",
                    "http://[::1]/",
                    "http://[0:0:0:0:0:0:0:1]/",
                    "http://[0000::0001]/",
                    "http://[::ffff:127.0.0.1]/",
                    "http://[::ffff:7f00:1]/",
                    "http://[0:0:0:0:0:ffff:127.0.0.1]/",
                    "http://[::ffff:10.0.0.1]/",
                    "http://[::ffff:169.254.169.254]/",
                    "http://[::127.0.0.1]/",
                    "http://[64:ff9b::7f00:1]/",
                    "http://[64:ff9b::127.0.0.1]/",
                    "http://[2002:7f00:1::]/",
                    "http://[fe80::1]/",
                    "http://[fe80::1%25eth0]/",
                    "http://[fc00::1]/",
                    "http://[fd00:ec2::254]/",
                    "http://[ff02::1]/",
                    "http://[2001:db8::1]/",
                    "http://[2001::1]/",
                    "http://[3fff::1]/",
                    "http://[::1/",
                    "http://::1/",
                    "http://[::1]x/",
                    "http://[v1.x]/",
                    "http://[]/",
                    "http://[127.0.0.1]/",
                    // hosts that are none
                    "http://a..example/",
                    "http://.example.com/",
                    "http://exa%00mple.com/",
                    "http://exa%0ample.com/",
                    "http://exa<mple.com/",
                    "http://a%2fb.example/"
                })
        void anything_else_is_refused_with_a_reason(String given) {
            assertThat(policy.check(given))
                    .isInstanceOfSatisfying(
                            TargetUrl.Refused.class,
                            refused -> assertThat(refused.reason()).isNotBlank().doesNotContain(":pass@"));
        }

        @Test
        void a_name_with_its_root_dot_is_a_name() {
            assertThat(policy.check("https://shop.example./x")).isInstanceOf(TargetUrl.Valid.class);
        }

        @Test
        void two_thousand_and_forty_eight_characters_are_the_most() {
            String most = "https://shop.example/" + "x".repeat(2_048 - 21);

            assertThat(policy.check(most)).isInstanceOf(TargetUrl.Valid.class);
            assertThat(policy.check(most + "x")).isEqualTo(new TargetUrl.Refused("must be at most 2,048 characters"));
            assertThat(policy.check("https://shop.example/" + "ü".repeat(1_000)))
                    .isInstanceOf(TargetUrl.Refused.class);
        }

        @Test
        void the_reason_says_what_to_do() {
            assertThat(reason("ftp://shop.example/")).isEqualTo("is not an http(s) address");
            assertThat(reason("http://shop.example:99999/")).isEqualTo("has no valid host or port");
            assertThat(reason("http://u:p@shop.example/")).contains("send an Authorization header");
            assertThat(reason("http://127.1/")).contains("four plain decimal numbers");
            assertThat(reason("http://127.0.0.1/")).contains("private or reserved", "RUNLATER_EGRESS_ALLOW");
            assertThat(reason("http://intranet/")).contains("private network", "RUNLATER_EGRESS_ALLOW");
            assertThat(reason("http://shop.example:25/")).contains("port 25");
        }

        private String reason(String url) {
            return ((TargetUrl.Refused) policy.check(url)).reason();
        }
    }

    @Nested
    class WhatTheOperatorOpened {
        @ParameterizedTest
        @CsvSource({
            "127.0.0.1/32:18080-18089, 127.0.0.1, 18080, true",
            "127.0.0.1/32:18080-18089, 127.0.0.1, 18089, true",
            "127.0.0.1/32:18080-18089, 127.0.0.1, 18079, false",
            "127.0.0.1/32:18080-18089, 127.0.0.1, 18090, false",
            "127.0.0.1/32:18080-18089, 127.0.0.2, 18080, false",
            "10.0.0.0/8:443, 10.200.3.4, 443, true",
            "10.0.0.0/8:443, 10.200.3.4, 444, false",
            "10.0.0.0/8:443, 11.0.0.1, 443, true",
            "10.0.0.0/8:443, 192.168.0.1, 443, false",
            "10.0.0.0/8:25, 10.0.0.1, 25, true",
            "[::1]/128:1024-65535, ::1, 8080, true",
            "[::1]/128:1024-65535, ::2, 8080, false",
            "fd00:1234::/32:443, fd00:1234:5::1, 443, true",
            "localhost:8080, 127.0.0.1, 8080, false",
            // what carries the metadata service's address stays closed, whatever the operator opens
            "64:ff9b::/96:80, 64:ff9b::a9fe:a9fe, 80, false",
            "64:ff9b::/96:80, 64:ff9b::808:808, 80, true",
            "2002::/32:80, 2002:0:1::1, 80, true",
            "2002:a9fe::/32:80, 2002:a9fe:a9fe::1, 80, false"
        })
        void exactly_these_addresses_on_these_ports_are_reachable(
                String allow, String address, int port, boolean open) {
            assertThat(Client.policy(allow).allows(InetAddress.ofLiteral(address), port))
                    .isEqualTo(open);
        }

        @ParameterizedTest
        @CsvSource({
            "127.0.0.1/32:1024-65535, http://127.0.0.1:8080/x, true",
            "127.0.0.1/32:1024-65535, http://127.0.0.1/x, false",
            "127.0.0.1/32:1024-65535, http://localhost:8080/x, false",
            "127.0.0.1/32:1024-65535, http://127.1:8080/x, false",
            "localhost:1024-65535, http://localhost:8080/x, true",
            "localhost:1024-65535, http://LOCALHOST:8080/x, true",
            "localhost:1024-65535, http://localhost.:8080/x, true",
            "localhost:1024-65535, http://localhost/x, false",
            "localhost:1024-65535, http://foo.localhost:8080/x, false",
            "db.internal:443, https://db.internal/, true",
            "db.internal:443, https://other.internal/, false",
            "[::1]/128:1024-65535, http://[::1]:8080/, true",
            "[::1]/128:1024-65535, http://[0:0:0:0:0:0:0:1]:8080/, true",
            "[::1]/128:1024-65535, http://[::1]/, false",
            "mail.example.com:25, http://mail.example.com:25/, true",
            "mail.example.com:25, http://mail.example.com:26/, false"
        })
        void a_url_that_leads_there_is_accepted(String allow, String url, boolean accepted) {
            assertThat(Client.policy(allow).check(url) instanceof TargetUrl.Valid)
                    .isEqualTo(accepted);
        }

        @Test
        void an_own_address_that_was_opened_is_reachable() {
            InetAddress own = InetAddress.ofLiteral("127.0.0.1");
            EgressPolicy here = new EgressPolicy(
                    eu.runlater.engine.settings.Settings.of(
                                    java.util.Map.of("RUNLATER_EGRESS_ALLOW", "127.0.0.1/32:8080"))
                            .egressAllow(),
                    new OwnAddresses(() -> Set.of(own)));

            assertThat(here.allows(own, 8080)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "127.0.0.1/32",
                    "127.0.0.1",
                    "127.0.0.1:8080x",
                    "127.0.0.1/32:0",
                    "127.0.0.1/32:65536",
                    "127.0.0.1/32:90-80",
                    "127.0.0.1/32:",
                    "localhost",
                    "localhost:",
                    "[::1]/128",
                    "10.0.0.0/7:443",
                    "0.0.0.0/0:443",
                    "8.0.0.0/5:443",
                    "fd00::/31:443",
                    "::/0:443",
                    "2000::/3:443",
                    "169.254.169.254/32:80",
                    "169.254.0.0/16:80",
                    "169.254.1.0/24:80",
                    "169.0.0.0/8:80",
                    "fd00:ec2::/32:80",
                    "[fd00:ec2::254]/128:80",
                    "10.0.0.1/8:443",
                    "127.1/32:80",
                    "0x7f.0.0.1/32:80",
                    "a b:80",
                    "http://localhost:80",
                    "*:80",
                    "*.example:80"
                })
        void an_entry_that_opens_too_much_or_says_too_little_stops_the_start(String allow) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Client.policy(allow)))
                    .isNotNull();
        }
    }
}

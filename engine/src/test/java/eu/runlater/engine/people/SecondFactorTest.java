package eu.runlater.engine.people;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestAccounts.Tenant;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestApi.Answer;
import eu.runlater.engine.testing.TestPeople;
import eu.runlater.engine.testing.TestPeople.Person;
import eu.runlater.engine.testing.TestTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EngineTest
class SecondFactorTest {
    private static final String TOTP = "/api/v1/session/totp";

    private final TestAccounts accounts;
    private final TestPeople people;
    private final TestApi api;
    private final TestTime time;
    private final InstantSource clock;
    private Person ida;
    private Map<String, String> here;

    @SuppressWarnings("NullAway.Init")
    SecondFactorTest(TestAccounts accounts, TestPeople people, TestApi api, TestTime time, InstantSource clock) {
        this.accounts = accounts;
        this.people = people;
        this.api = api;
        this.time = time;
        this.clock = clock;
    }

    @BeforeEach
    void somebody() {
        Tenant tenant = accounts.newTenant();
        ida = people.join(tenant, "viewer");
        here = people.elsewhere();
    }

    /// RFC 6238, appendix B, the SHA-1 rows cut to six digits.
    @ParameterizedTest
    @CsvSource({"59,287082", "1111111109,081804", "1111111111,050471", "1234567890,005924", "20000000000,353130"})
    void codes_are_those_of_the_standard(long second, String code) {
        byte[] secret = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

        assertThat(Totp.step(secret, code, Instant.ofEpochSecond(second))).hasValue(second / 30);
        assertThat(Totp.step(secret, code, Instant.ofEpochSecond(second + 90))).isEmpty();
    }

    private byte[] setUp() {
        Answer answer = api.call("POST", ida.token(), TOTP, "{\"password\":\"" + TestPeople.PASSWORD + "\"}", here);
        assertThat(answer.status()).isEqualTo(201);
        String secret = answer.json().at("/data/secret").asString();
        assertThat(answer.json().at("/data/uri").asString())
                .startsWith("otpauth://totp/Runlater%3A")
                .contains("secret=" + secret);
        return base32(secret);
    }

    private static byte[] base32(String text) {
        java.math.BigInteger bits = java.math.BigInteger.ZERO;
        for (char c : text.toCharArray()) {
            bits = bits.shiftLeft(5).or(java.math.BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c)));
        }
        byte[] bytes = new byte[text.length() * 5 / 8];
        byte[] number = bits.toByteArray();
        int extra = Math.max(0, number.length - bytes.length);
        System.arraycopy(number, extra, bytes, bytes.length - (number.length - extra), number.length - extra);
        return bytes;
    }

    private String code(byte[] secret) {
        return Totp.code(secret, clock.instant().getEpochSecond() / 30);
    }

    private byte[] inForce() {
        byte[] secret = setUp();
        assertThat(confirm(code(secret)).status()).isEqualTo(204);
        return secret;
    }

    private Answer confirm(String code) {
        return api.call("POST", ida.token(), TOTP + "/confirm", "{\"code\":\"" + code + "\"}", here);
    }

    private Answer signIn(String rest) {
        return api.call(
                "POST",
                null,
                "/api/v1/session",
                "{\"email\":\"%s\",\"password\":\"%s\"%s}".formatted(ida.email(), TestPeople.PASSWORD, rest),
                here);
    }

    private static String error(Answer answer) {
        return answer.json().at("/error/code").asString();
    }

    @Test
    void a_second_factor_counts_from_its_confirmation_on() {
        byte[] secret = setUp();
        assertThat(signIn("").status()).isEqualTo(201);

        assertThat(confirm(code(secret)).status()).isEqualTo(204);

        assertThat(error(signIn(""))).isEqualTo("totp_required");
        assertThat(error(signIn(",\"code\":\"abcdef\""))).isEqualTo("invalid_code");
        time.advance(Duration.ofSeconds(60));
        assertThat(signIn(",\"code\":\"" + code(secret) + "\"").status()).isEqualTo(201);
        assertThat(api.get(ida.token(), "/api/v1/session")
                        .json()
                        .at("/data/totp")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_code_counts_once() {
        byte[] secret = inForce();
        time.advance(Duration.ofSeconds(60));
        String code = code(secret);
        assertThat(signIn(",\"code\":\"" + code + "\"").status()).isEqualTo(201);

        assertThat(error(signIn(",\"code\":\"" + code + "\""))).isEqualTo("invalid_code");
    }

    @Test
    void a_wrong_password_does_not_tell_whether_there_is_a_second_factor() {
        inForce();

        Answer answer = api.call(
                "POST",
                null,
                "/api/v1/session",
                "{\"email\":\"" + ida.email() + "\",\"password\":\"a wrong password\"}",
                here);

        assertThat(error(answer)).isEqualTo("invalid_credentials");
    }

    @Test
    void guessing_codes_is_throttled() {
        inForce();
        for (int i = 0; i < 10; i++) {
            signIn(",\"code\":\"00000x\"");
        }

        assertThat(signIn(",\"code\":\"000000\"").status()).isEqualTo(429);
    }

    @Test
    void setting_up_and_removing_need_the_password() {
        assertThat(api.call("POST", ida.token(), TOTP, "{}", here).status()).isEqualTo(422);
        assertThat(api.call("POST", ida.token(), TOTP, "{\"password\":\"wrong\"}", here)
                        .status())
                .isEqualTo(422);
        assertThat(confirm("123456").status()).isEqualTo(409);
        inForce();
        assertThat(api.call("POST", ida.token(), TOTP, "{\"password\":\"" + TestPeople.PASSWORD + "\"}", here)
                        .status())
                .isEqualTo(409);
        assertThat(api.call("DELETE", ida.token(), TOTP, "{\"password\":\"wrong\"}", here)
                        .status())
                .isEqualTo(422);
        assertThat(error(signIn(""))).isEqualTo("totp_required");

        assertThat(api.call("DELETE", ida.token(), TOTP, "{\"password\":\"" + TestPeople.PASSWORD + "\"}", here)
                        .status())
                .isEqualTo(204);
        assertThat(signIn("").status()).isEqualTo(201);
        assertThat(api.call("DELETE", ida.token(), TOTP, "{\"password\":\"" + TestPeople.PASSWORD + "\"}", here)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_wrong_code_confirms_nothing() {
        setUp();

        Answer answer = confirm("00000x");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/error/details").has("code")).isTrue();
        assertThat(signIn("").status()).isEqualTo(201);
    }
}

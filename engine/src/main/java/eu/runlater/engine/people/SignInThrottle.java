package eu.runlater.engine.people;

import eu.runlater.engine.accounts.Tokens;
import eu.runlater.engine.web.ApiProblem;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Counts attempts to sign in by account and by client address, for all nodes together (G-INP-2). An attempt is counted
/// before the password is looked at, so that many at once gain nothing, whether the account exists or not; a successful
/// one is taken back. Any thread.
@Component
class SignInThrottle {
    private static final int OF_ACCOUNT = 10;
    private static final int OF_ADDRESS = 50;
    private static final int WINDOW_SECONDS = 15 * 60;

    private static final String COUNT = """
            insert into sign_in_attempt as a (subject, since, count) values (:subject, app_now(), 1)
            on conflict (subject) do update
               set count = case when a.since <= app_now() - make_interval(secs => :window) then 1
                                else least(a.count + 1, 1000000) end,
                   since = case when a.since <= app_now() - make_interval(secs => :window) then app_now()
                                else a.since end
            returning count, ceil(extract(epoch from since + make_interval(secs => :window) - app_now()))::int as seconds
            """;

    private static final String CLEAR = "delete from sign_in_attempt where subject = :subject";

    private static final String TAKE_BACK = """
            update sign_in_attempt set count = count - 1 where subject = :subject and count > 1
            """;

    private static final String DROP_OLD = """
            delete from sign_in_attempt where since <= app_now() - make_interval(secs => :window)
            """;

    private record Counted(int count, int seconds) {}

    private final JdbcClient jdbc;

    SignInThrottle(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @throws ApiProblem 429 `too_many_attempts`
    void attempt(String email, String address) {
        Counted account = count(account(email));
        Counted from = count(address(address));
        if (account.count > OF_ACCOUNT || from.count > OF_ADDRESS) {
            int wait = Math.max(
                    account.count > OF_ACCOUNT ? account.seconds : 0, from.count > OF_ADDRESS ? from.seconds : 0);
            throw ApiProblem.tooMany(
                    "too_many_attempts",
                    "There were too many attempts to sign in to this account or from this address. Try again in "
                            + Math.max(1, (wait + 59) / 60) + " minutes.",
                    wait);
        }
    }

    /// The attempt was somebody who may.
    void succeeded(String email, String address) {
        jdbc.sql(CLEAR).param("subject", account(email)).update();
        jdbc.sql(TAKE_BACK).param("subject", address(address)).update();
        jdbc.sql(DROP_OLD).param("window", WINDOW_SECONDS).update();
    }

    private Counted count(byte[] subject) {
        return jdbc.sql(COUNT)
                .param("subject", subject)
                .param("window", WINDOW_SECONDS)
                .query((row, _) -> new Counted(row.getInt("count"), row.getInt("seconds")))
                .single();
    }

    private static byte[] account(String email) {
        return Tokens.hash("account:" + email.toLowerCase(Locale.ROOT));
    }

    /// Of IPv6 the network: one client has all the addresses of it.
    private static byte[] address(String text) {
        try {
            if (InetAddress.ofLiteral(text) instanceof Inet6Address six) {
                byte[] network = Arrays.copyOf(six.getAddress(), 8);
                return Tokens.hash("address:" + Arrays.toString(network));
            }
        } catch (IllegalArgumentException e) {
            // counted as it is
        }
        return Tokens.hash("address:" + text);
    }
}

package eu.runlater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.engine.testing.EngineTest;
import eu.runlater.engine.testing.TestAccounts;
import eu.runlater.engine.testing.TestApi;
import eu.runlater.engine.testing.TestPeople;
import eu.runlater.engine.testing.TestTarget;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Input of every kind at every documented operation: made from its schema, made from it and then spoiled, or plain
/// rubbish, in path, query, headers and body. Nothing may give a 5xx, keep the client waiting, or an answer that the
/// document does not promise. The seed is in every report: the same seed makes the same requests.
@EngineTest
class FuzzTest {
    private static final int SHOWN = 40;

    private final Grounds grounds;
    private final TestApi api;
    private final JdbcClient jdbc;

    FuzzTest(TestAccounts accounts, TestPeople people, TestApi api, JdbcClient jdbc) {
        this.grounds = new Grounds(accounts, people);
        this.api = api;
        this.jdbc = jdbc;
    }

    /// All its guesses came from this machine, whose next sign-in is another test's.
    @AfterEach
    void forgetTheGuesses() {
        jdbc.sql("delete from sign_in_attempt").update();
    }

    @Test
    void fifteen_hundred_requests_of_any_kind_are_answered_as_documented() {
        run(1_500, 20_261_127);
    }

    @Test
    @Tag("slow")
    void twenty_thousand_requests_of_any_kind_are_answered_as_documented() {
        run(20_000, 4);
    }

    private void run(int count, long seed) {
        long given = Long.getLong("fuzz.seed", seed);
        try (TestTarget target = TestTarget.start()) {
            Fuzzer fuzzer = new Fuzzer(new Client(api.baseUrl()), grounds, target, given);
            Map<String, List<String>> findings = fuzzer.run(count);
            Map<Integer, Integer> statuses = new TreeMap<>(fuzzer.statuses());
            System.out.printf(
                    "fuzz: seed %d, %d requests, %d operations, statuses %s, slowest answer %d ms, %d findings%n",
                    given, count, fuzzer.operations(), statuses, fuzzer.slowestMillis(), findings.size());
            assertThat(findings.entrySet().stream()
                            .limit(SHOWN)
                            .map(finding -> finding.getValue().size() + " × " + finding.getKey() + "\n    e.g. "
                                    + finding.getValue().getFirst())
                            .toList())
                    .as("seed %d", given)
                    .isEmpty();
        }
    }
}

package eu.runlater.engine.dispatch;

import eu.runlater.engine.cluster.NodeIdentity;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.storage.VitalDatabase;
import java.time.InstantSource;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The engine's claims without an engine around them, for the benchmark.
public final class ClaimLoop {
    private ClaimLoop() {}

    /// Claims until nothing due is left.
    ///
    /// @param nanos is told how long each claim took that found something
    /// @return how many runs were claimed
    public static long run(DataSource source, int atOnce, LongConsumer nanos) {
        VitalDatabase database = new VitalDatabase(
                source, JdbcClient.create(source), new TransactionTemplate(new JdbcTransactionManager(source)));
        Claims claims = new Claims(new ClaimStatement(database), new NodeIdentity(new Ids(InstantSource.system())));
        long claimed = 0;
        while (true) {
            long start = System.nanoTime();
            int found = claims.take(atOnce).size();
            long took = System.nanoTime() - start;
            if (found > 0) {
                nanos.accept(took);
                claimed += found;
            } else if (claims.exhaustive()) {
                return claimed;
            } else {
                claims.forgetBounds();
            }
        }
    }
}

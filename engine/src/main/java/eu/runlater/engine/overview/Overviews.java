package eu.runlater.engine.overview;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import eu.runlater.engine.overview.OverviewRepository.CauseCount;
import eu.runlater.engine.overview.OverviewRepository.CauseFace;
import eu.runlater.engine.overview.OverviewRepository.Live;
import eu.runlater.engine.overview.OverviewRepository.Rates;
import eu.runlater.engine.storage.PayloadCipher;
import eu.runlater.model.Overview;
import eu.runlater.model.Overview.Cause;
import eu.runlater.model.Overview.MinuteCount;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// The overview of an organization, read once for all who look at it: kept for a second, or for four times as long
/// as it took to read, so that looking never takes more than a fifth of one connection's time. Any thread.
@Component
class Overviews {
    private static final int MINUTES_SHOWN = 60;
    private static final int KEPT_AT_MOST = 1_000;
    private static final int TIMEOUT_SECONDS = 10;
    private static final Set<String> FAILURES = Set.of("failed", "timeout");

    private record Key(UUID organizationId, int windowMinutes) {}

    private record Read(Overview overview, long nanos) {}

    private final OverviewRepository repository;
    private final PayloadCipher cipher;
    private final TransactionTemplate oneMoment;
    private final Cache<Key, Read> kept = Caffeine.newBuilder()
            .maximumSize(KEPT_AT_MOST)
            .expireAfter(Expiry.creating((Key _, Read read) -> keepFor(read)))
            .build();

    Overviews(OverviewRepository repository, PayloadCipher cipher, PlatformTransactionManager transactions) {
        this.repository = repository;
        this.cipher = cipher;
        this.oneMoment = new TransactionTemplate(transactions);
        oneMoment.setReadOnly(true);
        oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        oneMoment.setTimeout(TIMEOUT_SECONDS);
    }

    Overview of(UUID organizationId, int windowMinutes) {
        return kept.get(new Key(organizationId, windowMinutes), this::read).overview();
    }

    private static Duration keepFor(Read read) {
        return Duration.ofNanos(Math.max(Duration.ofSeconds(1).toNanos(), 4 * read.nanos()));
    }

    private Read read(Key key) {
        long start = System.nanoTime();
        Overview overview = oneMoment.execute(_ -> read(key.organizationId(), key.windowMinutes()));
        return new Read(overview, System.nanoTime() - start);
    }

    private Overview read(UUID organization, int windowMinutes) {
        Instant at = repository.now();
        List<Cause> failing = failing(organization, windowMinutes, at);
        Rates rates = repository.rates(organization, at);
        Live live = repository.live(organization, at);
        return new Overview(
                at,
                windowMinutes,
                failing,
                failing.stream().mapToLong(Cause::executions).sum(),
                perMinute(repository.minutes(organization, at), at),
                rates.hour(),
                rates.day(),
                live.oldest() == null ? 0 : Duration.between(live.oldest(), at).toMillis(),
                live.due(),
                live.waiting(),
                live.running(),
                repository.lastFailure(organization).orElse(null),
                repository.upcoming(organization, at),
                repository.circuitsOpen(organization, at),
                repository.missedDay(organization, at));
    }

    private List<Cause> failing(UUID organization, int windowMinutes, Instant at) {
        Instant from = at.minus(windowMinutes, ChronoUnit.MINUTES);
        List<CauseCount> counts = repository.causes(organization, from, at);
        if (counts.isEmpty()) {
            return List.of();
        }
        List<UUID> causes = counts.stream().map(CauseCount::cause).toList();
        Map<UUID, CauseFace> faces = repository.faces(organization, causes, from, at).stream()
                .collect(Collectors.toMap(CauseFace::cause, Function.identity()));
        List<Cause> failing = new ArrayList<>();
        for (CauseCount count : counts) {
            CauseFace face = faces.get(count.cause());
            // An attempt that a node gave up has a cause too, but is no failure (G-RUN-6).
            if (face != null && FAILURES.contains(face.status())) {
                failing.add(cause(organization, count, face, windowMinutes));
            }
        }
        return failing;
    }

    private Cause cause(UUID organization, CauseCount count, CauseFace face, int windowMinutes) {
        byte[] sealed = face.signature();
        String signature = sealed == null
                ? face.message()
                : new String(cipher.open(organization, face.executionId(), sealed), StandardCharsets.UTF_8);
        return new Cause(
                count.cause(),
                face.taskId(),
                face.taskName(),
                face.host(),
                face.errorKind(),
                face.statusCode(),
                signature,
                count.executions(),
                count.first(),
                count.last(),
                face.nextAttemptAt(),
                histogram(count, windowMinutes));
    }

    private static List<Integer> histogram(CauseCount count, int windowMinutes) {
        Integer[] minutes = new Integer[windowMinutes];
        Arrays.fill(minutes, 0);
        for (int i = 0; i < count.minutes().size(); i++) {
            // What finished in the window's very last instant belongs to its last minute.
            int minute = Math.min(count.minutes().get(i), windowMinutes - 1);
            minutes[minute] += count.counts().get(i).intValue();
        }
        return List.of(minutes);
    }

    /// The last hour without gaps.
    private static List<MinuteCount> perMinute(List<MinuteCount> counted, Instant at) {
        Map<Instant, MinuteCount> known =
                counted.stream().collect(Collectors.toMap(MinuteCount::minute, Function.identity()));
        Instant last = at.truncatedTo(ChronoUnit.MINUTES);
        List<MinuteCount> minutes = new ArrayList<>(MINUTES_SHOWN);
        for (int ago = MINUTES_SHOWN - 1; ago >= 0; ago--) {
            Instant minute = last.minus(ago, ChronoUnit.MINUTES);
            minutes.add(known.getOrDefault(minute, new MinuteCount(minute, 0, 0, 0)));
        }
        return minutes;
    }
}

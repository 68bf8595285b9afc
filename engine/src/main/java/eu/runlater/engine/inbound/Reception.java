package eu.runlater.engine.inbound;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.runlater.engine.delivery.Hops;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.inbound.Endpoint.Content;
import eu.runlater.engine.inbound.Signatures.Verdict;
import eu.runlater.engine.intake.Arrival;
import eu.runlater.engine.intake.Arrival.Seen;
import eu.runlater.engine.intake.Intake;
import eu.runlater.engine.intake.IntakeUnavailable;
import eu.runlater.engine.intake.Receipt;
import eu.runlater.engine.intake.Submission;
import eu.runlater.engine.intake.Submission.NewRun;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.storage.PayloadCipher;
import eu.runlater.model.Verification;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Takes events in (behaviour §20): the event, its forwarding tasks and their runs are one submission, committed before
/// anybody hears "received" (G-INB-1). Any thread.
@Service
class Reception {
    /// What the sender is to be told.
    sealed interface Outcome {
        record Taken(UUID eventId) implements Outcome {}

        record Rejected(String reason) implements Outcome {}

        record Looping(int hops) implements Outcome {}
    }

    private static final int BYTES_PER_PERMIT = 1_024;
    private static final int PERMITS = 64 * 1_024; // 64 MiB of bodies on their way into the database
    private static final Duration PATIENCE = Duration.ofSeconds(4); // G-ACC-4
    private static final int REJECTED_PER_MINUTE = 30;
    private static final int REJECTED_BYTES = 16 * 1_024;
    private static final int MAX_TEXT = 255;

    private final EndpointRepository endpoints;
    private final Forwarding forwarding;
    private final Intake intake;
    private final PayloadCipher cipher;
    private final Ids ids;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Semaphore room = new Semaphore(PERMITS, true);
    private final Cache<UUID, AtomicInteger> rejected = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    Reception(
            EndpointRepository endpoints,
            Forwarding forwarding,
            Intake intake,
            PayloadCipher cipher,
            Ids ids,
            InstantSource clock,
            MeterRegistry metrics) {
        this.endpoints = endpoints;
        this.forwarding = forwarding;
        this.intake = intake;
        this.cipher = cipher;
        this.ids = ids;
        this.clock = clock;
        this.metrics = metrics;
    }

    Optional<EndpointRepository.Target> target(String slug) {
        return endpoints.target(slug);
    }

    /// @throws IntakeUnavailable when it cannot be said that the event is stored
    Outcome receive(EndpointRepository.Target target, Received request) {
        int hops = Hops.of(request.headers());
        if (hops >= Hops.MOST) {
            count("looping");
            return new Outcome.Looping(hops);
        }
        int permits = Math.min(PERMITS, 1 + request.body().length / BYTES_PER_PERMIT);
        acquire(permits);
        try {
            return admitted(target, request);
        } finally {
            room.release(permits);
        }
    }

    private void acquire(int permits) {
        try {
            if (!room.tryAcquire(permits, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IntakeUnavailable("Too many events wait to be stored; try again shortly.");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IntakeUnavailable("The engine is stopping.");
        }
    }

    private Outcome admitted(EndpointRepository.Target target, Received request) {
        Endpoint endpoint = target.endpoint();
        Content content = endpoint.content();
        Verification rule = content.verification();
        String secret = content.secret();
        Seen seen = null;
        if (rule != null && secret != null) {
            switch (Signatures.check(rule, secret, request, clock.instant())) {
                case Verdict.Forged(String reason) -> {
                    reject(target, request, reason);
                    return new Outcome.Rejected(reason);
                }
                case Verdict.Genuine(String message) -> seen = seen(rule, message);
            }
        }
        Optional<String> filtered = new Filters(content.filters()).refusal(request);
        Instant now = clock.instant();
        UUID id = ids.next();
        List<TaskDefinition> tasks = filtered.isPresent() ? List.of() : forwarding.tasks(endpoint, id, request, now);
        List<NewRun> runs = tasks.stream()
                .map(task -> new NewRun(task, ids.next(), ids.next(), "inbound", 1, now))
                .toList();
        Arrival arrival = arrival(
                endpoint,
                id,
                now,
                request,
                request.body(),
                tasks,
                filtered.isPresent() ? "filtered" : "accepted",
                filtered.orElse(null),
                seen);
        Receipt receipt = intake.submit(Submission.of(endpoint.organizationId(), target.plan(), tasks, runs, arrival));
        if (receipt instanceof Receipt.Seen(UUID first)) {
            count("repeated");
            return new Outcome.Taken(first);
        }
        count(arrival.outcome());
        return new Outcome.Taken(id);
    }

    /// Kept to be looked at, but not more of it than the owner can look at: anybody can send what does not verify.
    private void reject(EndpointRepository.Target target, Received request, String reason) {
        count("rejected");
        Endpoint endpoint = target.endpoint();
        AtomicInteger recent = rejected.get(endpoint.id(), _ -> new AtomicInteger());
        if (recent.incrementAndGet() > REJECTED_PER_MINUTE) {
            return;
        }
        byte[] body = request.body().length <= REJECTED_BYTES
                ? request.body()
                : Arrays.copyOf(request.body(), REJECTED_BYTES);
        Arrival arrival =
                arrival(endpoint, ids.next(), clock.instant(), request, body, List.of(), "rejected", reason, null);
        intake.submit(Submission.of(endpoint.organizationId(), target.plan(), List.of(), List.of(), arrival));
    }

    private Arrival arrival(
            Endpoint endpoint,
            UUID id,
            Instant now,
            Received request,
            byte[] body,
            List<TaskDefinition> tasks,
            String outcome,
            @Nullable String reason,
            @Nullable Seen seen) {
        UUID organization = endpoint.organizationId();
        return new Arrival(
                id,
                endpoint.id(),
                endpoint.name(),
                now,
                storable(request.method()),
                request.sourceIp(),
                cipher.seal(organization, id, EventHead.of(request).json()),
                body.length == 0 ? null : cipher.seal(organization, id, body),
                request.body().length,
                request.header("Content-Type").map(Reception::storable).orElse(null),
                tasks.stream().map(TaskDefinition::id).toList(),
                outcome,
                reason,
                seen);
    }

    private static @Nullable Seen seen(Verification rule, String message) {
        // A message whose time is signed verifies from one tolerance before that time to one after it.
        int seconds = rule.toleranceSeconds() * (Signatures.signsTime(rule.scheme()) ? 2 : 1);
        return seconds == 0 ? null : new Seen(sha256(message), Duration.ofSeconds(seconds + 1L));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /// What a text column takes.
    private static String storable(String text) {
        String kept = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
        return kept.replace('\0', '\uFFFD');
    }

    private void count(String outcome) {
        metrics.counter("runlater.inbound.received", "outcome", outcome).increment();
    }
}

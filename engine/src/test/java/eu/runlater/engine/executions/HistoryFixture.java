package eu.runlater.engine.executions;

import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.storage.DayPartitions;
import eu.runlater.engine.storage.PayloadCipher;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Puts tasks, runs and finished attempts into the tables as the engine's writers would, so that a test can have any
/// history without having to live through it. Runs that wait although they are due stand in a queue whose one slot is
/// taken; running ones belong to a node that is up but does nothing. [#forget] takes them away.
@TestComponent
public class HistoryFixture {
    private static final String ADD_TASK = """
            insert into once_task (id, organization_id, name, method, url, host, headers, body, queue, priority,
                                   timeout_ms, retry_attempts, scheduled_at, inserted_at, updated_at, version)
            values (:id, :organization, :name, 'POST', :url, :host, :headers, :body, :queue, 5, 30000, 5,
                    :at, :at, :at, 1)
            """;

    private static final String ADD_RUN = """
            insert into run (id, organization_id, task_id, execution_id, kind, queue, host, rank, state, attempt,
                             first_due_at, due_at, created_at, claim_id, claimed_by, started_at)
            values (:id, :organization, :task, :execution, 'once', :queue, :host, 50, :state, :attempt, :due, :due, :created,
                    :claim, :node, :started)
            """;

    private static final String ADD_EXECUTION = """
            insert into execution (id, run_id, organization_id, task_id, task_name, task_version, kind, queue, host,
                                   method, url, status, final, attempt, max_attempts, scheduled_for, started_at,
                                   finished_at, duration_ms, status_code, error_kind, error_message, error_signature,
                                   cause, next_attempt_at, request_headers, response_headers, response_body,
                                   response_flags, dns_us, connect_us, tls_us, first_byte_us, total_us, node_id)
            values (:id, :run, :organization, :task, :name, 1, :kind, :queue, :host, 'POST', :url, :status, :final,
                    :attempt, 6, :due, :started, :finished, :duration, :code, :errorKind, :errorMessage, :signature,
                    :cause, :next, :requestHeaders, :responseHeaders, :responseBody, 0, 1200, 2400, null, 8000, 9500,
                    :node)
            """;

    private static final String COPY = """
            insert into execution (id, run_id, organization_id, task_id, task_name, task_version, kind, queue, host,
                                   method, url, status, final, attempt, max_attempts, scheduled_for, started_at,
                                   finished_at, duration_ms, status_code, error_kind, error_message, error_signature,
                                   cause, node_id)
            select gen_random_uuid(), gen_random_uuid(), organization_id, task_id, task_name, task_version, kind, queue, host,
                   method, url, status, final, attempt, max_attempts, scheduled_for - n * interval '1 second', started_at,
                   finished_at, duration_ms, status_code, error_kind, error_message, error_signature,
                   cause, node_id
              from execution, generate_series(1, :count) n where id = :id
            """;

    private static final String ADD_NODE = """
            insert into node (id, address, version, started_at, lease_until, beat, state, in_flight, workers)
            values (:id, 'idle.test', 'test', app_now(), app_now() + interval '100 days', 1, 'up', 0, 0)
            on conflict do nothing
            """;
    private static final String TAKE_SLOT = """
            insert into slot (organization_id, kind, name, number, run_id)
            values (:organization, 1, :queue, 1, gen_random_uuid())
            on conflict do nothing
            """;

    private final UUID idleNode = UUID.randomUUID();
    private final JdbcClient jdbc;
    private final Ids ids;
    private final PayloadCipher cipher;
    private final DayPartitions partitions;
    private final InstantSource clock;

    HistoryFixture(JdbcClient jdbc, Ids ids, PayloadCipher cipher, DayPartitions partitions, InstantSource clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.cipher = cipher;
        this.partitions = partitions;
        this.clock = clock;
    }

    record Task(
            UUID id,
            UUID organizationId,
            String name,
            String url,
            String host,
            @Nullable String queue) {}

    Instant now() {
        return clock.instant();
    }

    Task task(UUID organization, String name, String url, @Nullable String queue) {
        return task(organization, name, url, queue, List.of(), null);
    }

    Task task(
            UUID organization,
            String name,
            String url,
            @Nullable String queue,
            List<Header> headers,
            @Nullable String body) {
        Task task =
                new Task(ids.next(), organization, name, url, URI.create(url).getHost(), queue);
        byte[] plain = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        jdbc.sql(ADD_TASK)
                .param("id", task.id)
                .param("organization", organization)
                .param("name", name)
                .param("url", url)
                .param("host", task.host)
                .param("headers", cipher.seal(organization, task.id, Json.WIRE.writeValueAsBytes(headers)))
                .param("body", cipher.sealOptional(organization, task.id, plain))
                .param("queue", queue)
                .param("at", now().atOffset(ZoneOffset.UTC))
                .update();
        return task;
    }

    /// A run that waits; returns the id of its execution.
    UUID waiting(Task task, UUID run, int attempt, Instant due) {
        return run(task, run, attempt, due, null);
    }

    UUID waiting(Task task, Instant due) {
        return waiting(task, ids.next(), 1, due);
    }

    /// A run that a node, which is not there, has in flight.
    UUID running(Task task, UUID run, int attempt, Instant due) {
        return run(task, run, attempt, due, due.plusMillis(5));
    }

    private UUID run(Task task, UUID run, int attempt, Instant due, @Nullable Instant started) {
        UUID execution = ids.next();
        boolean held = started == null && task.queue != null;
        if (held) {
            jdbc.sql(TAKE_SLOT)
                    .param("organization", task.organizationId)
                    .param("queue", task.queue)
                    .update();
        } else if (started == null && due.isBefore(now().plusSeconds(2))) {
            throw new IllegalArgumentException("would be started at once; use a task of a queue");
        }
        jdbc.sql(ADD_NODE).param("id", idleNode).update();
        jdbc.sql(ADD_RUN)
                .param("id", run)
                .param("organization", task.organizationId)
                .param("task", task.id)
                .param("execution", execution)
                .param("queue", task.queue)
                .param("host", task.host)
                .param("state", started != null ? 1 : held ? 2 : 0)
                .param("attempt", attempt)
                .param("due", due.atOffset(ZoneOffset.UTC))
                .param("created", due.minusSeconds(3600).atOffset(ZoneOffset.UTC))
                .param("claim", started == null ? null : UUID.randomUUID())
                .param("node", started == null ? null : idleNode)
                .param("started", started == null ? null : started.atOffset(ZoneOffset.UTC))
                .update();
        return execution;
    }

    Attempt attempt(Task task) {
        return new Attempt(task);
    }

    /// A finished attempt in the making; a success of just now unless told otherwise.
    final class Attempt {
        private final Task task;
        private final UUID id = ids.next();
        private UUID run = ids.next();
        private String kind = "once";
        private String status = "success";
        private boolean last = true;
        private int number = 1;
        private Instant due = now();
        private @Nullable Instant finished;
        private @Nullable Integer code = 200;
        private @Nullable String errorKind;
        private @Nullable String errorMessage;
        private @Nullable String signature;
        private @Nullable Instant next;
        private @Nullable String responseBody;
        private List<Header> sent = List.of();
        private List<Header> received = List.of();

        private Attempt(Task task) {
            this.task = task;
        }

        Attempt ofRun(UUID id, int attempt) {
            run = id;
            number = attempt;
            return this;
        }

        Attempt kind(String word) {
            kind = word;
            return this;
        }

        Attempt due(Instant at) {
            due = at;
            return this;
        }

        Attempt finished(Instant at) {
            finished = at;
            return this;
        }

        Attempt status(String word) {
            status = word;
            return this;
        }

        Attempt http(int status) {
            code = status;
            return this;
        }

        Attempt failed(int httpStatus, String words) {
            return failed("http_status", httpStatus, "HTTP " + httpStatus + " · " + words);
        }

        Attempt failed(String kindOfError, @Nullable Integer httpStatus, String text) {
            status = "failed";
            code = httpStatus;
            errorKind = kindOfError;
            errorMessage = text;
            signature = text;
            return this;
        }

        Attempt followedAt(Instant at) {
            last = false;
            next = at;
            return this;
        }

        Attempt request(List<Header> headers) {
            sent = headers;
            return this;
        }

        Attempt response(List<Header> headers, String body) {
            received = headers;
            responseBody = body;
            return this;
        }

        UUID save() {
            Instant end = finished == null ? due.plusMillis(40) : finished;
            partitions.ensure(DayPartitions.Table.EXECUTION, end);
            UUID organization = task.organizationId;
            String cause = task.host + signature;
            jdbc.sql(ADD_EXECUTION)
                    .param("id", id)
                    .param("run", run)
                    .param("organization", organization)
                    .param("task", task.id)
                    .param("name", task.name)
                    .param("kind", kind)
                    .param("queue", task.queue)
                    .param("host", task.host)
                    .param("url", task.url)
                    .param("status", status)
                    .param("final", last)
                    .param("attempt", number)
                    .param("due", due.atOffset(ZoneOffset.UTC))
                    .param("started", due.plusMillis(10).atOffset(ZoneOffset.UTC))
                    .param("finished", end.atOffset(ZoneOffset.UTC))
                    .param("duration", 30)
                    .param("code", code)
                    .param("errorKind", errorKind)
                    .param("errorMessage", errorMessage)
                    .param("signature", sealed(signature))
                    .param(
                            "cause",
                            signature == null ? null : UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)))
                    .param("next", next == null ? null : next.atOffset(ZoneOffset.UTC))
                    .param("requestHeaders", sealed(Json.WIRE.writeValueAsString(sent)))
                    .param("responseHeaders", sealed(Json.WIRE.writeValueAsString(received)))
                    .param("responseBody", sealed(responseBody))
                    .param("node", UUID.randomUUID())
                    .update();
            return id;
        }

        private byte @Nullable [] sealed(@Nullable String text) {
            byte[] plain = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            return cipher.sealOptional(task.organizationId, id, plain);
        }
    }

    /// Many rows like one that is there, each a second older than the one before.
    void copies(UUID execution, int count) {
        jdbc.sql(COPY).param("id", execution).param("count", count).update();
    }

    /// Takes the organization's runs and the idle node away.
    void forget(UUID organization) {
        jdbc.sql("delete from run where organization_id = :id")
                .param("id", organization)
                .update();
        jdbc.sql("delete from slot where organization_id = :id")
                .param("id", organization)
                .update();
        jdbc.sql("delete from node where id = :id").param("id", idleNode).update();
    }

    UUID id() {
        return ids.next();
    }
}

package eu.runlater.engine.delivery;

import eu.runlater.engine.delivery.TargetCredentials.Grant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Makes one HTTP attempt. Blocks the calling (virtual) thread until the end, at most the task's timeout plus one
/// second. Never throws: whatever happens becomes a [Report]. Interrupting the calling thread ends the attempt as
/// [Outcome.Interrupted]; an interruption that comes too late for that is swallowed, so that the flag is always
/// clear afterwards. Any thread.
@Component
public class Delivery {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    static final String USER_AGENT = "Runlater/" + version();

    private static final Grant NO_GRANT = new Grant.Nothing();

    private final OutgoingHttp http;
    private final EgressPolicy egress;
    private final Secrets secrets;
    private final TargetCredentials credentials;
    private final InstantSource clock;

    /// Whose secrets sign now, newest first; never empty.
    interface Secrets {
        List<SigningSecret> current(UUID organizationId);
    }

    @Autowired
    public Delivery(
            OutgoingHttp http,
            EgressPolicy egress,
            SigningSecrets secrets,
            TargetCredentials credentials,
            InstantSource clock) {
        this(http, egress, secrets::current, credentials, clock);
    }

    Delivery(
            OutgoingHttp http,
            EgressPolicy egress,
            Secrets secrets,
            TargetCredentials credentials,
            InstantSource clock) {
        this.http = http;
        this.egress = egress;
        this.secrets = secrets;
        this.credentials = credentials;
        this.clock = clock;
    }

    public Report deliver(OutgoingCall call) {
        return deliver(call, _ -> {});
    }

    /// The same, and says when the certificate that the target showed ends.
    public Report deliver(OutgoingCall call, Consumer<Supplier<@Nullable Instant>> certificateUntil) {
        long start = System.nanoTime();
        try {
            String refusal = call.task().options().refusal();
            if (refusal != null) {
                return new Report(
                        new Outcome.NotSendable(refusal), List.of(), null, new Timing(start).until(System.nanoTime()));
            }
            Instant at = clock.instant();
            List<SigningSecret> current = secrets.current(call.task().organizationId());
            // A callback names the execution it tells of; the run in webhook-id is its own (behaviour §14).
            TaskOptions.Origin origin = call.task().options().origin();
            UUID taskId = origin == null ? call.task().id() : origin.taskId();
            UUID executionId = origin == null ? call.executionId() : origin.executionId();
            Attempt.Signing signing = body -> Signer.sign(current, taskId, executionId, call.runId(), at, body);
            Grant grant = grant(call.task());
            if (grant instanceof Grant.Denied(String why)) {
                return new Report(
                        new Outcome.Uncredentialed(why), List.of(), null, new Timing(start).until(System.nanoTime()));
            }
            Attempt attempt = new Attempt(http, egress, call, grant, signing, USER_AGENT, start);
            Report report = attempt.run();
            certificateUntil.accept(attempt::certificateUntil);
            if (attempt.refused()) {
                refused(call.task(), grant);
            }
            return report;
        } catch (Throwable e) {
            // The boundary of an attempt (G-RUN-10): an error becomes an outcome, and the worker goes on.
            Outcome outcome = Thread.interrupted() || Fault.find(e, InterruptedException.class) != null
                    ? new Outcome.Interrupted("The attempt was taken back before its request was sent")
                    : broken(call, e);
            return new Report(outcome, List.of(), null, new Timing(start).until(System.nanoTime()));
        }
    }

    private Grant grant(TaskDefinition task) throws InterruptedException {
        String name = task.options().credential();
        if (name == null) {
            return NO_GRANT;
        }
        return egress.mayCarrySecrets(task.url())
                ? credentials.grant(task.organizationId(), name, task.url(), task.timeout())
                : new Grant.Denied("Credential \"" + name + "\" is not sent over plain http; call https");
    }

    private void refused(TaskDefinition task, Grant grant) {
        String name = task.options().credential();
        if (name != null) {
            credentials.refused(task.organizationId(), name, grant);
        }
    }

    /// The client's complaint about a header quotes the header, which may be a secret: of that, only the kind is logged
    /// (G-DAT-6).
    private static Outcome broken(OutgoingCall call, Throwable fault) {
        LoggingEventBuilder event =
                log.atError().addKeyValue("task", call.task().id()).addKeyValue("execution", call.executionId());
        if (!(fault instanceof IllegalArgumentException)) {
            event = event.setCause(fault);
        }
        event.log("attempt failed within the engine: {}", fault.getClass().getName());
        return Fault.internal(fault);
    }

    private static String version() {
        String version = Delivery.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}

package eu.runlater.console.engine;

import eu.runlater.model.CircuitView;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Waiting;
import java.time.Duration;
import java.time.Instant;

/// The queues of [NightShift]'s shop: one paused, one working, one serial, one at its rate, one in order, one before a
/// closed door.
public final class QueueNight {
    private final Instant now;

    public QueueNight(Instant now) {
        this.now = now;
    }

    public void tell(ScriptedQueues engine) {
        Instant due = now.minus(Duration.ofMinutes(11));
        engine.put(
                Queue.named("billing")
                        .places(4)
                        .waiting(
                                1_204,
                                due,
                                pending("Charge card", "pay.shop.test", due),
                                pending("Charge card", "pay.shop.test", due.plusSeconds(20)))
                        .done(312)
                        .paused("ops@acme.test", "card processor down, ticket 4", now.minus(Duration.ofMinutes(8)))
                        .fedBy("nightly-invoices", now.plus(Duration.ofHours(23)))
                        .view(),
                Queue.named("erp")
                        .running(running("Sync stock to ERP", "erp.shop.test"))
                        .waiting(
                                38,
                                now.minusSeconds(95),
                                pending("Sync stock to ERP", "erp.shop.test", now.minusSeconds(95)),
                                pending("Sync stock to ERP", "erp.shop.test", now.minusSeconds(60)),
                                pending("Notify warehouse", "erp.shop.test", now.minusSeconds(31)))
                        .blocked("concurrency", null)
                        .done(118)
                        .fedBy("Sync stock to ERP", now.plusSeconds(540))
                        .fedBy("Nightly stock count", now.plus(Duration.ofHours(5)))
                        .view(),
                Queue.named("images")
                        .places(6)
                        .running(
                                running("Resize product photo", "img.shop.test"),
                                running("Resize product photo", "img.shop.test"),
                                running("Resize product photo", "img.shop.test"))
                        .done(2_904)
                        .view(),
                Queue.named("ledger")
                        .inOrder()
                        .waiting(7, now.minusSeconds(400), retry("Book payment", "ledger.shop.test"))
                        .blocked("ordered", null)
                        .done(41)
                        .view(),
                Queue.named("mail")
                        .places(20)
                        .rate("100/m")
                        .running(
                                running("Send order confirmation", "mail.shop.test"),
                                running("Ask for a review", "mail.shop.test"))
                        .waiting(
                                460,
                                now.minusSeconds(40),
                                pending("Send order confirmation", "mail.shop.test", now.minusSeconds(40)))
                        .blocked("rate", now.plusSeconds(1))
                        .done(5_871)
                        .view(),
                Queue.named("partner-hooks")
                        .places(2)
                        .waiting(
                                31,
                                now.minusSeconds(700),
                                pending("Tell partner", "api.acme.test", now.minusSeconds(700)))
                        .done(0)
                        .view(),
                Queue.named("reports").places(2).done(3).view());
        engine.put(
                new CircuitView(
                        "api.acme.test",
                        "open",
                        9,
                        3,
                        now.minusSeconds(700),
                        now.plusSeconds(25),
                        "HTTP 500 · card processor down",
                        31),
                new CircuitView(
                        "search.shop.test", "half_open", 4, 1, now.minusSeconds(90), now.minusSeconds(1), "timeout", 5),
                new CircuitView("img.shop.test", "closed", 2, 0, null, null, "HTTP 503", 0));
    }

    /// A run that waits in the paused queue.
    public ExecutionSummary held() {
        return pending("Charge card", "pay.shop.test", now.minus(Duration.ofMinutes(11)));
    }

    public Waiting whyHeld() {
        return new Waiting(
                "queue_paused", "Queue billing was paused by ops@acme.test: card processor down, ticket 4", null);
    }

    private static ExecutionSummary pending(String task, String host, Instant due) {
        return run(task, host, due).pending();
    }

    private ExecutionSummary running(String task, String host) {
        return run(task, host, now.minusMillis(2_400)).running();
    }

    private ExecutionSummary retry(String task, String host) {
        Runs run = run(task, host, now.minusSeconds(400));
        run.failedWithRetry(503, "HTTP 503", Duration.ofMinutes(9));
        return run.pending();
    }

    private static Runs run(String task, String host, Instant due) {
        return Runs.run().named(task).to("https://" + host + "/hooks/1").due(due);
    }
}

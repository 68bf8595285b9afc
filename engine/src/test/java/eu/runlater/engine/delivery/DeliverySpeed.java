package eu.runlater.engine.delivery;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Attempts a second, and what each costs this process, against a receiver in another one. Not a test: run by name.
///
/// `DeliverySpeed <url> [in flight, default 256] [seconds, default 10]`
public final class DeliverySpeed {
    private DeliverySpeed() {}

    public static void main(String[] arguments) throws InterruptedException {
        int inFlight = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 256;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        Tasks task = Tasks.post(arguments[0]);
        try (Client client = Client.open()) {
            measure(client, task, inFlight, 5);
            System.out.println(measure(client, task, inFlight, seconds));
        }
    }

    private static String measure(Client client, Tasks task, int inFlight, int seconds) throws InterruptedException {
        OutgoingCall call = task.call();
        LongAdder done = new LongAdder();
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(inFlight);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long cpu = cpu();
        for (int i = 0; i < inFlight; i++) {
            Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    if (client.deliver(call).outcome() instanceof Outcome.Succeeded) {
                        done.increment();
                    } else {
                        failed.incrementAndGet();
                    }
                }
                ended.countDown();
            });
        }
        ended.await();
        return "%,d attempts/s, %.0f µs of CPU each, %d failed"
                .formatted(done.sum() / seconds, (cpu() - cpu) / 1_000.0 / Math.max(1, done.sum()), failed.get());
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}

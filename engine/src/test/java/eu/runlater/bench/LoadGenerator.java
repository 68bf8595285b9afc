package eu.runlater.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Posts numbered tasks over keep-alive connections, one request outstanding on each, from one thread. Closed loop:
/// a connection sends again when its answer is there (and, if asked for, when the task it posted has been called).
final class LoadGenerator implements AutoCloseable {
    private final Selector selector;
    private final List<Client> clients = new ArrayList<>();
    private final RequestTemplate template;
    private final boolean untilCalled;
    private final ConcurrentLinkedQueue<Long> called = new ConcurrentLinkedQueue<>();
    private final Client[] senders = new Client[1 << 16];

    private long next;
    private long limit;
    private long deadline;
    private int busy;
    private long accepted;
    private long refused;
    private String firstRefusal = "";
    private Latencies latencies = new Latencies();

    /// @param untilCalled whether a connection waits for [#called] of its task before it posts the next one
    LoadGenerator(InetSocketAddress engine, int connections, RequestTemplate template, boolean untilCalled)
            throws IOException {
        this.selector = Selector.open();
        this.template = template;
        this.untilCalled = untilCalled;
        for (int i = 0; i < connections; i++) {
            clients.add(new Client(engine));
        }
    }

    /// The task with this number has been called. Any thread.
    void called(long number) {
        called.add(number);
        selector.wakeup();
    }

    /// Posts tasks numbered from `first` until `most` were posted or the time is up, and waits for what is outstanding.
    Load run(long first, long most, Duration time) throws IOException {
        next = first;
        limit = first + most;
        accepted = 0;
        refused = 0;
        firstRefusal = "";
        latencies = new Latencies();
        called.clear();
        long start = System.nanoTime();
        deadline = start + time.toNanos();
        long giveUp = deadline + Duration.ofSeconds(30).toNanos();
        for (Client client : clients) {
            client.send();
        }
        while (busy > 0 && System.nanoTime() < giveUp) {
            selector.select(key -> ((Client) key.attachment()).readable(), 100);
            takeCalled();
        }
        long end = System.nanoTime();
        if (busy > 0) {
            refused += busy;
            firstRefusal = firstRefusal.isEmpty() ? "no answer or no call within 30 s" : firstRefusal;
        }
        return new Load(accepted, refused, firstRefusal, start, end, latencies);
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.channel.close();
        }
        selector.close();
    }

    private void takeCalled() {
        Long number = called.poll();
        while (number != null) {
            Client client = senders[(int) (number % senders.length)];
            if (client != null && client.number == number) {
                client.wasCalled();
            }
            number = called.poll();
        }
    }

    private final class Client {
        private final InetSocketAddress engine;
        private final byte[] request = template.copy();
        private final ResponseReader response = new ResponseReader();
        private SocketChannel channel;
        private long number;
        private long sentAt;
        private boolean answered;
        private boolean taskCalled;

        Client(InetSocketAddress engine) throws IOException {
            this.engine = engine;
            this.channel = connect();
        }

        private SocketChannel connect() throws IOException {
            SocketChannel fresh = SocketChannel.open(engine);
            fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
            fresh.configureBlocking(false);
            fresh.register(selector, SelectionKey.OP_READ, this);
            return fresh;
        }

        void send() throws IOException {
            long now = System.nanoTime();
            if (next >= limit || now >= deadline) {
                return;
            }
            number = next++;
            senders[(int) (number % senders.length)] = this;
            template.number(request, number);
            answered = false;
            taskCalled = false;
            sentAt = now;
            busy++;
            ByteBuffer bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                channel.write(bytes); // a few hundred bytes into an empty socket buffer: does not spin in practice
            }
        }

        void readable() {
            try {
                int count = channel.read(response.room());
                if (count < 0) {
                    throw new IOException("connection closed by the engine");
                }
                if (response.took(count)) {
                    answer();
                }
            } catch (IOException e) {
                lost(e);
            }
        }

        void wasCalled() {
            taskCalled = true;
            proceedWhenDone();
        }

        private void answer() {
            if (response.status() == 202) {
                accepted++;
                latencies.add(System.nanoTime() - sentAt);
            } else {
                refused(response.text());
                taskCalled = true; // nothing will come
            }
            response.clear();
            answered = true;
            proceedWhenDone();
        }

        private void proceedWhenDone() {
            if (answered && (taskCalled || !untilCalled)) {
                busy--;
                try {
                    send();
                } catch (IOException e) {
                    lost(e);
                }
            }
        }

        private void lost(IOException cause) {
            refused(cause.toString());
            busy--;
            response.clear();
            try {
                channel.close();
                channel = connect();
                send();
            } catch (IOException e) {
                refused(e.toString());
            }
        }

        private void refused(String what) {
            refused++;
            if (firstRefusal.isEmpty()) {
                firstRefusal = what;
            }
        }
    }
}

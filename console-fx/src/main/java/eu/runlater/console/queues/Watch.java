package eu.runlater.console.queues;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Keeps one answer up to date: asks again when something may have changed, at most every two seconds however much
/// happens, and now and then without news. FX thread only.
final class Watch<T> {
    static final Duration AFTER_CHANGE = Duration.ofSeconds(2);
    static final Duration WITHOUT_CHANGE = Duration.ofSeconds(15);

    private final Background.Line line;
    private final LongSupplier nanoTime;
    private final Background.Question<T> question;
    private final Consumer<? super T> answer;
    private final Consumer<? super ApiFailure> failure;
    private boolean open;
    private boolean asking;
    private boolean changed;
    private long last;

    Watch(
            Background background,
            LongSupplier nanoTime,
            Background.Question<T> question,
            Consumer<? super T> answer,
            Consumer<? super ApiFailure> failure) {
        this.line = background.line();
        this.nanoTime = nanoTime;
        this.question = question;
        this.answer = answer;
        this.failure = failure;
    }

    /// Asks now; an answer still on its way is dropped.
    void ask() {
        open = true;
        asking = true;
        changed = false;
        last = nanoTime.getAsLong();
        line.ask(
                question,
                value -> {
                    asking = false;
                    answer.accept(value);
                },
                why -> {
                    asking = false;
                    failure.accept(why);
                });
    }

    /// Something may be different now.
    void changed() {
        changed = true;
        tick();
    }

    /// To be called about once a second.
    void tick() {
        Duration pause = changed ? AFTER_CHANGE : WITHOUT_CHANGE;
        if (open && !asking && nanoTime.getAsLong() - last >= pause.toNanos()) {
            ask();
        }
    }

    /// What is known came by another way just now: an answer on its way is older.
    void told() {
        if (asking) {
            ask();
        }
    }

    void close() {
        line.forget();
        open = false;
        asking = false;
        changed = false;
    }
}

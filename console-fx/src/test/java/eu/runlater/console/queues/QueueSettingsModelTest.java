package eu.runlater.console.queues;

import static org.assertj.core.api.Assertions.assertThat;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.QueueChange;
import eu.runlater.console.engine.Queue;
import eu.runlater.console.queues.QueueSettingsModel.Field;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueSettingsModelTest {
    private final QueueSettingsModel settings = new QueueSettingsModel();

    @Test
    void they_follow_the_engine_until_something_is_typed() {
        settings.show(Queue.named("mail").places(4).view());
        settings.show(Queue.named("mail").places(5).view());
        assertThat(settings.concurrencyProperty().get()).isEqualTo("5");
        assertThat(settings.dirtyProperty().get()).isFalse();

        settings.concurrencyProperty().set("7");
        settings.show(Queue.named("mail").places(9).view());
        assertThat(settings.concurrencyProperty().get()).isEqualTo("7");
        assertThat(settings.newerProperty().get()).isNotNull();

        settings.discard();
        assertThat(settings.concurrencyProperty().get()).isEqualTo("9");
        assertThat(settings.newerProperty().get()).isNull();
    }

    @Test
    void numbers_that_only_count_do_not_disturb_an_edit() {
        settings.show(Queue.named("mail").places(4).view());
        settings.rateProperty().set("5/s");
        settings.show(Queue.named("mail").places(4).done(77).view());
        assertThat(settings.newerProperty().get()).isNull();
        assertThat(settings.rateProperty().get()).isEqualTo("5/s");
    }

    @Test
    void only_what_was_changed_is_sent_and_an_empty_rate_takes_it_away() {
        settings.show(Queue.named("mail").places(4).rate("100/m").view());
        settings.rateProperty().set(" ");
        QueueChange change = settings.change().orElseThrow();
        assertThat(change.settings()).containsOnlyKeys("rate").containsEntry("rate", null);

        settings.rateProperty().set("100/m");
        assertThat(settings.dirtyProperty().get()).isFalse();
        assertThat(settings.change()).isEmpty();
    }

    @Test
    void undoing_puts_back_what_was_changed_and_nothing_else() {
        settings.show(Queue.named("mail").places(4).rate("100/m").view());
        settings.concurrencyProperty().set("8");
        QueueChange change = settings.change().orElseThrow();
        QueueChange back =
                settings.undoing(change, Queue.named("mail").places(8).view()).orElseThrow();
        assertThat(back.settings()).containsExactly(Map.entry("concurrency", 4));
    }

    @Test
    void what_is_no_number_is_said_here_and_what_the_engine_refuses_under_its_field() {
        settings.show(Queue.named("mail").places(4).view());
        settings.concurrencyProperty().set("");
        assertThat(settings.change()).isEmpty();
        assertThat(settings.problemsProperty().get()).containsOnlyKeys(Field.CONCURRENCY);

        settings.concurrencyProperty().set("8");
        boolean under = settings.refused(new ApiFailure(
                ApiFailure.Kind.REFUSED,
                422,
                "validation_error",
                "no",
                Map.of("ordered", List.of("needs a concurrency of 1")),
                null,
                null));
        assertThat(under).isTrue();
        assertThat(settings.problemsProperty().get()).containsEntry(Field.ORDERED, "needs a concurrency of 1");
    }
}

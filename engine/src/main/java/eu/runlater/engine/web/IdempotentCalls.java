package eu.runlater.engine.web;

import eu.runlater.engine.intake.Receipt;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Answers requests that may be repeats (G-IDM-2, G-IDM-3). Work that goes through intake takes its key along as a
/// claim and uses [#submitted]; any other POST or PATCH is wrapped in [#once]. Any thread.
@Component
public class IdempotentCalls {
    private final StoredAnswers answers;
    private final TransactionTemplate transactions;

    IdempotentCalls(StoredAnswers answers, TransactionTemplate transactions) {
        this.answers = answers;
        this.transactions = transactions;
    }

    /// For work whose transaction stores the key itself. A repeat of a request that would be refused by now (its moment
    /// has passed, its task was deleted) is still answered as the first one was.
    public Answer submitted(Caller caller, @Nullable IdempotencyKey key, Supplier<Answer> work) {
        if (key == null) {
            return work.get();
        }
        try {
            return work.get();
        } catch (ApiProblem refusal) {
            return answers.find(caller.organizationId(), key).orElseThrow(() -> refusal);
        }
    }

    /// For any other work: one transaction holds the key while the work is done, and a repeat meanwhile waits up
    /// to 5 s. Only a 2xx answer is kept.
    public Answer once(Caller caller, @Nullable IdempotencyKey key, Supplier<Answer> work) {
        return once(caller, key, work, UnaryOperator.identity());
    }

    /// The same for an answer that shows a secret, which must not be stored.
    ///
    /// @param kept what a repeat is answered with
    public Answer once(Caller caller, @Nullable IdempotencyKey key, Supplier<Answer> work, UnaryOperator<Answer> kept) {
        if (key == null) {
            return work.get();
        }
        try {
            Answer answer = transactions.execute(transaction -> {
                if (!answers.take(caller.organizationId(), key)) {
                    return answers.find(caller.organizationId(), key).orElseThrow(IdempotentCalls::inFlight);
                }
                Answer made = work.get();
                if (made.status() / 100 == 2) {
                    answers.fill(caller.organizationId(), key, kept.apply(made));
                } else {
                    transaction.setRollbackOnly();
                }
                return made;
            });
            return answer;
        } catch (PessimisticLockingFailureException _) {
            throw inFlight();
        }
    }

    /// What a submission's receipt means to the client.
    ///
    /// @param fresh the answer when the work was stored just now
    public static Answer of(Receipt receipt, Answer fresh) {
        return switch (receipt) {
            case Receipt.Stored(), Receipt.Duplicate _, Receipt.Seen _ -> fresh;
            case Receipt.Replayed(int status, byte[] body) -> Answer.replay(status, body);
            case Receipt.Mismatch() -> throw IdempotencyKey.mismatch();
        };
    }

    private static ApiProblem inFlight() {
        return ApiProblem.of(
                409,
                "idempotency_in_flight",
                "A request with this Idempotency-Key is still being worked on; ask again in a moment.");
    }
}

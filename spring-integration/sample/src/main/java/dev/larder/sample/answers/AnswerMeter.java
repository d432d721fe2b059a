package dev.larder.sample.answers;

import dev.larder.sample.answers.Receipt.Source;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Takes the time of calls to the catalog and tells where their answers came from.
 *
 * <p>The source is not guessed from the time: an answer is the database's if the call sent a statement to
 * it, the second level's if the call got through Spring's caches and sent none. Who waited for another caller's load is
 * answered from the cache.
 *
 * <p><b>Threads:</b> safe from any thread; the call runs on the caller's.
 */
@Component
public final class AnswerMeter {
    private final StatementCounter statements;
    private final QuestionCounter questions;
    private final Map<String, Ledger> ledgers = new ConcurrentHashMap<>();

    AnswerMeter(StatementCounter statements, QuestionCounter questions) {
        this.statements = statements;
        this.questions = questions;
    }

    /** Makes a call that a cache may answer, and enters it in that cache's savings. */
    public <T> Answer<T> measure(String cache, Supplier<T> call) {
        Answer<T> answer = measureUnrecorded(cache, call);
        ledger(cache).enter(answer.receipt());
        return answer;
    }

    /** Makes a call that passes the caches by; it counts for no cache's savings. */
    public <T> Answer<T> measureUnrecorded(String cache, Supplier<T> call) {
        int sentBefore = statements.sentByThisThread();
        int askedBefore = questions.askedByThisThread();
        long startNanos = System.nanoTime();
        T value = call.get();
        double millis = (System.nanoTime() - startNanos) / 1e6;
        int sent = statements.sentByThisThread() - sentBefore;
        boolean asked = questions.askedByThisThread() > askedBefore;
        Source source = sent > 0 ? Source.DATABASE : asked ? Source.SECOND_LEVEL : Source.CACHE;
        return new Answer<>(value, new Receipt(cache, source, sent, millis));
    }

    /** What a cache's answers cost and saved since the start. */
    public Savings savings(String cache) {
        Ledger ledger = ledger(cache);
        return new Savings(ledger.sent.sum(), ledger.saved.sum());
    }

    private Ledger ledger(String cache) {
        return ledgers.computeIfAbsent(cache, unused -> new Ledger());
    }

    private static final class Ledger {
        private final LongAdder sent = new LongAdder();
        private final LongAdder saved = new LongAdder();
        private final AtomicInteger lastCost = new AtomicInteger();

        private void enter(Receipt receipt) {
            if (receipt.source() == Source.DATABASE) {
                lastCost.set(receipt.statementCount());
                sent.add(receipt.statementCount());
            } else {
                saved.add(lastCost.get());
            }
        }
    }
}

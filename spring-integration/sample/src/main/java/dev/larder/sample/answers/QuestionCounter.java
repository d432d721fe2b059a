package dev.larder.sample.answers;

import org.springframework.stereotype.Component;

/**
 * Counts what gets through Spring's caches, for each thread apart. A question that did, but sent no statement, was
 * answered by Hibernate's second level.
 */
@Component
public final class QuestionCounter {
    private final ThreadLocal<int[]> asked = ThreadLocal.withInitial(() -> new int[1]);

    QuestionCounter() {}

    /** Notes a question of the calling thread. */
    public void asked() {
        asked.get()[0]++;
    }

    /** Questions of the calling thread so far; only differences mean something. */
    int askedByThisThread() {
        return asked.get()[0];
    }
}

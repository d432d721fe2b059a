package dev.larder.benchmarks;

import java.io.Serializable;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;

/** Adds one to the {@code Long} of an entry and returns the sum. */
final class IncrementProcessor implements EntryProcessor<String, Object, Object>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object process(MutableEntry<String, Object> entry, Object... arguments) {
        Object old = entry.getValue();
        Long sum = old == null ? 1L : (Long) old + 1;
        entry.setValue(sum);
        return sum;
    }
}

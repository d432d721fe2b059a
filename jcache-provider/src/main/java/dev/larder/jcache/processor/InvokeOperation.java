package dev.larder.jcache.processor;

import dev.larder.copy.Copier;
import dev.larder.jcache.integration.LoaderBridge;
import dev.larder.jcache.management.CacheStatistics;
import dev.larder.jcache.operation.CacheOperation;
import dev.larder.jcache.operation.EntryRules;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import java.util.function.Consumer;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import org.jspecify.annotations.Nullable;

/**
 * Runs an entry processor while it holds the key, and then does what the processor's calls come to in the end. If the
 * processor throws, nothing was done.
 *
 * <p>Counted is whether there was a value when the processor began, once and whatever it asked, and the change in the
 * end; a value that was loaded is no put.
 */
public final class InvokeOperation<K, V, T> extends CacheOperation<K, V, T> {
    private final K givenKey;
    private final EntryProcessor<K, V, T> processor;
    private final @Nullable Object[] arguments;
    private final Copier values;
    private final Consumer<@Nullable Object> valueCheck;
    private final @Nullable LoaderBridge<K, V> loader;
    private @Nullable T answer;
    private boolean loaded;

    /**
     * Prepares one call.
     *
     * @param valueCheck throws if a value that the processor sets is null or of a wrong type
     * @param loader for values that are missing, or null where reads don't load
     */
    public InvokeOperation(
            EntryRules<K, V> rules,
            K givenKey,
            EntryProcessor<K, V, T> processor,
            @Nullable Object[] arguments,
            Copier values,
            Consumer<@Nullable Object> valueCheck,
            @Nullable LoaderBridge<K, V> loader) {
        super(rules);
        this.givenKey = givenKey;
        this.processor = processor;
        this.arguments = arguments;
        this.values = values;
        this.valueCheck = valueCheck;
        this.loader = loader;
    }

    @Override
    public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
        ProcessedEntry<K, V> processed = new ProcessedEntry<>(givenKey, entry.value(), values, valueCheck, loader);
        try {
            answer = processor.process(processed, arguments);
        } catch (CacheException e) {
            throw e;
        } catch (Exception e) {
            throw new EntryProcessorException(
                    processor.getClass().getName() + " threw " + e
                            + "; the entry was left as it was. Look at the cause.",
                    e);
        }
        loaded = processed.change() == ProcessedEntry.Change.LOADED;
        return switch (processed.change()) {
            case NONE -> Decision.keep();
            case READ -> rules().read(nowMillis);
            case LOADED -> rules().expiry().putLoaded(processed.loaded(), entry, nowMillis);
            case SET -> {
                V value = processed.current();
                yield decidePut(key, value, values.copyIn(value), entry, nowMillis);
            }
            case REMOVED -> decideRemoval(key);
        };
    }

    @Override
    public boolean runsUserCode() {
        return true;
    }

    @Override
    protected @Nullable T answer(@Nullable V before) {
        return answer;
    }

    @Override
    public CacheStatistics.Timer timer() {
        return CacheStatistics.Timer.GET;
    }

    @Override
    public void count(CacheStatistics statistics, long startNanos) {
        countRead(statistics, startNanos);
        if (!loaded) {
            countPut(statistics, startNanos);
        }
        countRemoval(statistics, startNanos);
    }
}

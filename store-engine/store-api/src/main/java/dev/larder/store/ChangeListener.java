package dev.larder.store;

/**
 * Is told of changes. A synchronous listener runs on the thread that made the change, after the change is visible and
 * before the operation returns, while the key is held: it may read any key and change other keys, but not the key it is
 * told about. What it throws reaches the caller of the operation, whose change stays made.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface ChangeListener<K, V> {
    /** Called once for each change that the subscription covers; for one key, in order and never concurrently. */
    void onChange(Change<K, V> change);
}

package dev.larder.jcache.operation;

/**
 * Makes the operations of one cache. Of a value that is put there are two: the caller's, which the writer gets, and the
 * cache's copy.
 *
 * <p><b>Threads:</b> immutable; each operation is for one call.
 */
public final class EntryOperations<K, V> {
    private final EntryRules<K, V> rules;

    public EntryOperations(EntryRules<K, V> rules) {
        this.rules = rules;
    }

    /** The same operations, which don't tell the writer. */
    public EntryOperations<K, V> withoutWriter() {
        return new EntryOperations<>(rules.withoutWriter());
    }

    /** What goes along with the changes. */
    public EntryRules<K, V> rules() {
        return rules;
    }

    /** Reads the value. */
    public CacheOperation<K, V, V> read() {
        return new ReadOperation<>(rules);
    }

    /** Sets the value; the result is null. */
    public CacheOperation<K, V, V> put(V given, V stored) {
        return new PutOperation<>(rules, given, stored, PutOperation.Kind.PUT);
    }

    /** Sets the value; the result is the one before, or null. */
    public CacheOperation<K, V, V> getAndPut(V given, V stored) {
        return new PutOperation<>(rules, given, stored, PutOperation.Kind.GET_AND_PUT);
    }

    /** Sets the value if there is none; the result is null, {@link CacheOperation#put} says whether it was set. */
    public CacheOperation<K, V, V> putIfAbsent(V given, V stored) {
        return new PutOperation<>(rules, given, stored, PutOperation.Kind.PUT_IF_ABSENT);
    }

    /** Sets the value if there is one; the result is the one before, or null. */
    public CacheOperation<K, V, V> replace(V given, V stored) {
        return new ReplaceOperation<>(rules, null, given, stored);
    }

    /** Sets the value if it equals the expected one, {@link CacheOperation#put} says whether it did; else reads it. */
    public CacheOperation<K, V, V> replace(V expected, V given, V stored) {
        return new ReplaceOperation<>(rules, expected, given, stored);
    }

    /** Removes the entry; {@link CacheOperation#removed} says whether there was one. */
    public CacheOperation<K, V, V> remove() {
        return new RemoveOperation<>(rules, null, false);
    }

    /** Removes the entry; the result is its value, or null. */
    public CacheOperation<K, V, V> getAndRemove() {
        return new RemoveOperation<>(rules, null, true);
    }

    /** Removes the entry if its value equals the expected one; else reads it. */
    public CacheOperation<K, V, V> remove(V expected) {
        return new RemoveOperation<>(rules, expected, true);
    }
}

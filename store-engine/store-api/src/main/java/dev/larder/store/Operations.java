package dev.larder.store;

import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The standard operations. Each is pure unless it is given a function, holds no state of a call unless it says so, and
 * may then be used for any number of keys at once.
 */
public final class Operations {
    private Operations() {}

    /** Sets the value under the keyspace's lifetime; the result is null. */
    public static <K, V> Operation<K, V, Void> put(V value) {
        return put(new Decision.Put<>(value));
    }

    /** Carries out the given put; the result is null. */
    public static <K, V> Operation<K, V, Void> put(Decision.Put<V> put) {
        return new Unconditional<>(put);
    }

    /** Sets the value; the result is the one before, or null. */
    public static <K, V> Operation<K, V, V> getAndPut(V value) {
        Decision<V> put = new Decision.Put<>(value);
        return new Returning<>() {
            @Override
            public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
                return put;
            }
        };
    }

    /** Carries out the given put if there is no value; the result is the value that was there, or null. */
    public static <K, V> Operation<K, V, V> putIfAbsent(Decision.Put<V> put) {
        return new Returning<>() {
            @Override
            public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
                return entry.isPresent() ? Decision.keep() : put;
            }
        };
    }

    /** Sets the value if there is one; the result says whether there was. */
    public static <K, V> Operation<K, V, Boolean> replace(V value) {
        Decision<V> put = new Decision.Put<>(value);
        return new OnPresent<>() {
            @Override
            public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
                return entry.isPresent() ? put : Decision.keep();
            }
        };
    }

    /** Sets the value if the current one equals the expected one; the result says whether it did. */
    public static <K, V> Operation<K, V, Boolean> replace(V expected, V value) {
        Decision<V> put = new Decision.Put<>(value);
        Objects.requireNonNull(expected, "expected");
        return new OnPresent<>() {
            @Override
            public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
                return expected.equals(entry.value()) ? put : Decision.keep();
            }
        };
    }

    /** Sets the value if the version is the expected one, 0 for an absent key; the result says whether it was. */
    public static <K, V> Operation<K, V, Boolean> compareAndSet(long expectedVersion, V value) {
        Decision<V> put = new Decision.Put<>(value);
        return new Answering<>() {
            @Override
            public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
                return entry.version() == expectedVersion ? put : Decision.keep();
            }
        };
    }

    /** Removes the entry; the result says whether there was one. */
    public static <K, V> Operation<K, V, Boolean> remove() {
        return remove(RemovalCause.EXPLICIT);
    }

    /** Removes the entry for the given reason; the result says whether there was one. */
    public static <K, V> Operation<K, V, Boolean> remove(RemovalCause cause) {
        Decision<V> remove = new Decision.Remove<>(cause);
        return new OnPresent<>() {
            @Override
            public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
                return remove;
            }
        };
    }

    /** Removes the entry if its value equals the expected one; the result says whether it did. */
    public static <K, V> Operation<K, V, Boolean> removeIfEquals(V expected) {
        Objects.requireNonNull(expected, "expected");
        return new OnPresent<>() {
            @Override
            public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
                return expected.equals(entry.value()) ? Decision.remove() : Decision.keep();
            }
        };
    }

    /** Removes the entry for the given reason if it has that version; the result says whether it had. */
    public static <K, V> Operation<K, V, Boolean> removeIfVersion(long expectedVersion, RemovalCause cause) {
        Decision<V> remove = new Decision.Remove<>(cause);
        return new OnPresent<>() {
            @Override
            public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
                return entry.isPresent() && entry.version() == expectedVersion ? remove : Decision.keep();
            }
        };
    }

    /** Removes the entry; the result is its value, or null. */
    public static <K, V> Operation<K, V, V> getAndRemove() {
        return new Returning<>() {
            @Override
            public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
                return Decision.remove();
            }

            @Override
            public boolean actsOnAbsent() {
                return false;
            }
        };
    }

    /** Moves the deadline; the result says whether there was an entry. */
    public static <K, V> Operation<K, V, Boolean> touch(long expiresAtMillis) {
        Decision<V> touch = new Decision.Touch<>(expiresAtMillis);
        return new OnPresent<>() {
            @Override
            public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
                return entry.isPresent() ? touch : Decision.keep();
            }
        };
    }

    /** See {@link Keyspace#compute}; the result is the new value. Holds the state of one call. */
    public static <K, V> Operation<K, V, V> compute(
            BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
        return new Timeless<>() {
            @Override
            public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
                V value = function.apply(key, entry.value());
                return value == null ? Decision.remove() : new Decision.Put<>(value);
            }

            @Override
            public @Nullable V result(@Nullable V before, Decision<V> decision) {
                return decision instanceof Decision.Put<V> put ? put.value() : null;
            }

            @Override
            public boolean runsUserCode() {
                return true;
            }
        };
    }

    /**
     * The same operation, which waits for what is given instead of what its keyspace says. Where nothing is kept on disk
     * there is nothing to wait for.
     */
    public static <K, V, R> Operation<K, V, R> withDurability(Durability durability, Operation<K, V, R> operation) {
        return new Durable<>(durability, operation);
    }

    /**
     * The same operation, whose value is written by the codec of this name, one that {@link Persistence#codecs()} knows. It
     * is a choice for this record in the log or tier; what writes the value again, as a snapshot does, writes it by the
     * keyspace's own codec. So that must be able to write the value, too; the operation fails with a {@link CodecException}
     * if either can't, and has changed nothing. Where changes are not recorded there is nothing to write.
     */
    public static <K, V, R> Operation<K, V, R> withCodec(String codec, Operation<K, V, R> operation) {
        return new Encoded<>(codec, operation);
    }

    private record Durable<K, V, R>(Durability durability, Operation<K, V, R> operation) implements Wrapping<K, V, R> {}

    private record Encoded<K, V, R>(String codec, Operation<K, V, R> operation) implements Wrapping<K, V, R> {}

    /** Another operation, but for what its record overrides. */
    private interface Wrapping<K, V, R> extends Operation<K, V, R> {
        Operation<K, V, R> operation();

        @Override
        default Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
            return operation().decide(key, entry, nowMillis);
        }

        @Override
        default @Nullable R result(@Nullable V before, Decision<V> decision) {
            return operation().result(before, decision);
        }

        @Override
        default boolean actsOnAbsent() {
            return operation().actsOnAbsent();
        }

        @Override
        default boolean runsUserCode() {
            return operation().runsUserCode();
        }

        @Override
        default boolean needsTime() {
            return operation().needsTime();
        }

        @Override
        default @Nullable Durability durability() {
            return operation().durability();
        }

        @Override
        default @Nullable String codec() {
            return operation().codec();
        }
    }

    /** Does not look at the time. */
    private interface Timeless<K, V, R> extends Operation<K, V, R> {
        @Override
        default boolean needsTime() {
            return false;
        }
    }

    /** Always the same decision, whatever the entry is. */
    private record Unconditional<K, V>(Decision<V> decision) implements Timeless<K, V, Void> {
        @Override
        public Decision<V> decide(K key, EntryView<V> entry, long nowMillis) {
            return decision;
        }

        @Override
        public @Nullable Void result(@Nullable V before, Decision<V> made) {
            return null;
        }
    }

    /** Gives back the value before. */
    private abstract static class Returning<K, V> implements Timeless<K, V, V> {
        @Override
        public @Nullable V result(@Nullable V before, Decision<V> decision) {
            return before;
        }
    }

    /** Says whether anything was done. */
    private abstract static class Answering<K, V> implements Timeless<K, V, Boolean> {
        @Override
        public Boolean result(@Nullable V before, Decision<V> decision) {
            return decision instanceof Decision.Put || (before != null && !(decision instanceof Decision.Keep));
        }
    }

    /** Says whether anything was done, and does nothing to an absent entry. */
    private abstract static class OnPresent<K, V> extends Answering<K, V> {
        @Override
        public boolean actsOnAbsent() {
            return false;
        }
    }
}

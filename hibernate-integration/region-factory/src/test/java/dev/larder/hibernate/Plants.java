package dev.larder.hibernate;

import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.hibernate.entry.Entries;
import dev.larder.hibernate.entry.Replacement;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.hibernate.cache.spi.access.SoftLock;

/** Mistakes planted into the cache, to see that they are found. */
public final class Plants {
    private Plants() {}

    /** A cache that locks nothing. */
    public static LarderRegionFactory withoutLocks() {
        return planted((entries, now) -> new Correct(entries) {
            @Override
            public KeyLock lock(Object key, long ownerTimestamp, long readSince) {
                return new KeyLock(now.getAsLong(), ownerTimestamp, readSince, 1, false, Long.MAX_VALUE);
            }
        });
    }

    /** A cache that takes what was read before a change. */
    public static LarderRegionFactory withLateLoads() {
        return planted((entries, now) -> new Correct(entries) {
            @Override
            public boolean putLoaded(
                    Object key, Object value, Object version, long readerTimestamp, Replacement replacement) {
                return super.putLoaded(key, value, version, now.getAsLong(), replacement);
            }
        });
    }

    /** A cache that evicts one key, or all, and forgets that it did. */
    public static LarderRegionFactory withoutEviction() {
        return planted((entries, now) -> new Correct(entries) {
            @Override
            public void evict(Object key) {}

            @Override
            public void evictAll() {}
        });
    }

    /** A cache in which who unlocks last puts what it committed, whoever changed or evicted the key meanwhile. */
    public static LarderRegionFactory withContestedPuts() {
        return planted((entries, now) -> new Correct(entries) {
            @Override
            public boolean putCommitted(Object key, Object value, Object version, SoftLock lock) {
                return super.putCommitted(key, value, version, lock)
                        || super.putLoaded(key, value, version, now.getAsLong(), (present, newer, at) -> true);
            }
        });
    }

    /** A cache that fails whenever a transaction ends. */
    public static LarderRegionFactory failingAtTheEnd() {
        return planted((entries, now) -> new Correct(entries) {
            @Override
            public void unlock(Object key, SoftLock lock) {
                throw new IllegalStateException("planted");
            }

            @Override
            public boolean putCommitted(Object key, Object value, Object version, SoftLock lock) {
                throw new IllegalStateException("planted");
            }

            @Override
            public boolean putInserted(Object key, Object value, Object version, long ownerTimestamp) {
                throw new IllegalStateException("planted");
            }

            @Override
            public void evict(Object key) {
                throw new IllegalStateException("planted");
            }

            @Override
            public void evictAll() {
                throw new IllegalStateException("planted");
            }
        });
    }

    private static LarderRegionFactory planted(BiFunction<Entries, LongSupplier, Entries> mistake) {
        AtomicReference<LarderRegionFactory> made = new AtomicReference<>();
        made.set(new LarderRegionFactory(
                entries -> mistake.apply(entries, () -> made.get().nextTimestamp())));
        return made.get();
    }

    /** Passes everything on. */
    private static class Correct implements Entries {
        private final Entries entries;

        Correct(Entries entries) {
            this.entries = entries;
        }

        @Override
        public Item find(Object key) {
            return entries.find(key);
        }

        @Override
        public boolean contains(Object key) {
            return entries.contains(key);
        }

        @Override
        public boolean putLoaded(
                Object key, Object value, Object version, long readerTimestamp, Replacement replacement) {
            return entries.putLoaded(key, value, version, readerTimestamp, replacement);
        }

        @Override
        public KeyLock lock(Object key, long ownerTimestamp, long readSince) {
            return entries.lock(key, ownerTimestamp, readSince);
        }

        @Override
        public void unlock(Object key, SoftLock lock) {
            entries.unlock(key, lock);
        }

        @Override
        public void unlockUnchanged(Object key, SoftLock lock) {
            entries.unlockUnchanged(key, lock);
        }

        @Override
        public boolean putCommitted(Object key, Object value, Object version, SoftLock lock) {
            return entries.putCommitted(key, value, version, lock);
        }

        @Override
        public boolean putInserted(Object key, Object value, Object version, long ownerTimestamp) {
            return entries.putInserted(key, value, version, ownerTimestamp);
        }

        @Override
        public void evict(Object key) {
            entries.evict(key);
        }

        @Override
        public void evictAll() {
            entries.evictAll();
        }

        @Override
        public long count() {
            return entries.count();
        }

        @Override
        public long sizeBytes() {
            return entries.sizeBytes();
        }

        @Override
        public void drop() {
            entries.drop();
        }
    }
}

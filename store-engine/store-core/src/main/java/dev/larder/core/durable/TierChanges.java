package dev.larder.core.durable;

import static java.util.Objects.requireNonNull;

import dev.larder.core.codec.EntryCodec;
import dev.larder.core.commit.ChangeLog;
import dev.larder.core.commit.Receipt;
import dev.larder.core.durable.RecordWriter.Traits;
import dev.larder.core.table.Entry;
import dev.larder.core.table.TrackedEntry;
import dev.larder.store.Durability;
import dev.larder.store.RemovalCause;
import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.StoreClock;
import dev.larder.store.spi.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a keyspace's changes through to its tier, which has all entries. What is evicted from the table stays there.
 *
 * <p>Safe from any thread.
 */
final class TierChanges<K, V> implements ChangeLog<K, V> {
    private final Tier tier;
    private final EntryCodec codec;
    private final TierVersions versions;
    private final Durability durability;
    private final Sinks sinks;
    private final StoreClock clock;
    private final boolean keepsTimes;
    private final Undecodable undecodable;
    private final LongAdder count = new LongAdder();
    /** The highest number that the tier gave to a change. */
    private final AtomicLong lastChange = new AtomicLong();

    TierChanges(
            Tier tier,
            EntryCodec codec,
            TierVersions versions,
            Durability durability,
            Sinks sinks,
            StoreClock clock,
            boolean keepsTimes,
            Undecodable undecodable,
            long countBefore) {
        this.tier = tier;
        this.codec = codec;
        this.versions = versions;
        this.durability = durability;
        this.sinks = sinks;
        this.clock = clock;
        this.keepsTimes = keepsTimes;
        this.undecodable = undecodable;
        count.add(countBefore);
    }

    @Override
    public long put(
            K key,
            V value,
            long deadlineMillis,
            boolean ownDeadline,
            boolean pinned,
            boolean created,
            long nowMillis,
            @Nullable Receipt receipt) {
        long version = versions.next();
        write(
                key,
                value,
                version,
                new Traits(deadlineMillis, ownDeadline, pinned, keepsTimes ? nowMillis : 0),
                receipt == null ? null : receipt.codec(),
                receipt);
        if (created) {
            count.increment();
        }
        return version;
    }

    @Override
    public long remove(Entry<K, V> entry, RemovalCause cause, @Nullable Receipt receipt) {
        if (cause == RemovalCause.SIZE) {
            return entry.rawVersion();
        }
        if (cause == RemovalCause.EXPIRED && entry.isExpiredAt(clock.millis())) {
            removeDue(entry.key());
            return entry.rawVersion() + 1;
        }
        note(tier.remove(keyBytes(entry.key())), receipt);
        count.decrement();
        return versions.next();
    }

    /**
     * Removes what is due of a key that the caller holds. A disk that refuses does not keep readers from seeing that it is
     * gone: its deadline is in its record, and has passed there, too.
     */
    void removeDue(K key) {
        try {
            note(tier.remove(keyBytes(key)), null);
            count.decrement();
        } catch (StorageFullException | StorageFailedException refused) {
            // The record stays, is seen by nobody, and goes once the disk takes writes again.
        }
    }

    /** How many entries there are, as far as that is known. */
    long count() {
        return Math.max(0, count.sum());
    }

    /**
     * The tier was looked into when the key was held, and had nothing that can be decoded. Its removal may still be on its
     * way to the disk. Where there was ever a value that can't be decoded, it may be this key's: it must not come back
     * with its class.
     */
    @Override
    public void removeAbsent(Entry<K, V> place, @Nullable Receipt receipt) {
        if (undecodable.count() > 0) {
            note(tier.remove(keyBytes(place.key())), receipt);
        } else if (receipt != null) {
            receipt.note(lastChange.get());
        }
    }

    @Override
    public void touch(Entry<K, V> entry, long deadlineMillis, boolean ownDeadline, @Nullable Receipt receipt) {
        V value = entry.value();
        if (value != null) {
            write(entry.key(), value, entry.rawVersion(), touched(entry, deadlineMillis, ownDeadline), null, receipt);
        }
    }

    private Traits touched(Entry<K, V> entry, long deadlineMillis, boolean ownDeadline) {
        long writtenAtMillis =
                keepsTimes && entry instanceof TrackedEntry<?, ?> tracked ? tracked.updatedAtMillis() : 0;
        return new Traits(deadlineMillis, ownDeadline, entry.isPinned(), Math.max(0, writtenAtMillis));
    }

    @Override
    public Batch<K, V> batch() {
        return new TierBatch();
    }

    /** Changes of several keys that the tier makes as one. */
    private final class TierBatch implements Batch<K, V> {
        private final long version = versions.next();
        private final List<Tier.Change> changes = new ArrayList<>();
        private int countDelta;

        @Override
        public void put(
                K key,
                V value,
                long deadlineMillis,
                boolean ownDeadline,
                boolean pinned,
                boolean created,
                long nowMillis) {
            Traits traits = new Traits(deadlineMillis, ownDeadline, pinned, keepsTimes ? nowMillis : 0);
            changes.add(new Tier.Change(keyBytes(key), encode(key, value, version, traits, null)));
            countDelta += created ? 1 : 0;
        }

        @Override
        public void remove(K key, boolean present) {
            changes.add(new Tier.Change(keyBytes(key), null));
            countDelta -= present ? 1 : 0;
        }

        @Override
        public void touch(Entry<K, V> entry, long deadlineMillis) {
            K key = entry.key();
            V value = requireNonNull(entry.value());
            changes.add(new Tier.Change(
                    keyBytes(key), encode(key, value, entry.rawVersion(), touched(entry, deadlineMillis, true), null)));
        }

        @Override
        public long record(Receipt receipt) {
            note(tier.write(changes), receipt);
            count.add(countDelta);
            return version;
        }
    }

    @Override
    public void clear(Receipt receipt, LongConsumer removal) {
        note(tier.clear(), receipt);
        count.reset();
        removal.accept(versions.next());
    }

    @Override
    public void await(Receipt receipt, @Nullable Durability wanted) {
        if (isAwaited(receipt, wanted)) {
            try {
                tier.whenDurable(receipt.change()).toCompletableFuture().join();
            } catch (CompletionException failure) {
                throw failure.getCause() instanceof RuntimeException known ? known : failure;
            }
        }
    }

    @Override
    public CompletionStage<@Nullable Void> whenSafe(Receipt receipt, @Nullable Durability wanted) {
        return isAwaited(receipt, wanted)
                ? tier.whenDurable(receipt.change())
                : CompletableFuture.completedFuture(null);
    }

    private boolean isAwaited(Receipt receipt, @Nullable Durability wanted) {
        return (wanted == null ? durability : wanted) == Durability.SYNC && receipt.change() > 0;
    }

    private void write(
            K key, V value, long version, Traits traits, @Nullable String valueCodec, @Nullable Receipt receipt) {
        note(tier.put(keyBytes(key), encode(key, value, version, traits, valueCodec)), receipt);
    }

    private byte[] encode(K key, V value, long version, Traits traits, @Nullable String valueCodec) {
        ByteSink sink = sinks.take();
        try {
            RecordWriter.tierRecord(sink, version, traits, codec, key, value, valueCodec);
            return sink.toByteArray();
        } finally {
            sinks.giveBack(sink);
        }
    }

    byte[] keyBytes(K key) {
        ByteSink sink = sinks.take();
        try {
            codec.encodeKey(key, sink);
            return sink.toByteArray();
        } finally {
            sinks.giveBack(sink);
        }
    }

    private void note(long change, @Nullable Receipt receipt) {
        if (change > lastChange.get()) {
            lastChange.accumulateAndGet(change, Math::max);
        }
        if (receipt != null) {
            receipt.note(change);
        }
    }
}

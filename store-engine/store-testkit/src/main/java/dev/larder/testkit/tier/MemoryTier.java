package dev.larder.testkit.tier;

import dev.larder.store.spi.Tier;
import dev.larder.store.spi.tier.Gate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A sorted map. A cursor walks over a copy, and a load is a map of its own until it is committed. */
final class MemoryTier implements Tier {
    private final Gate gate;
    private final ConcurrentSkipListMap<byte[], byte[]> records;
    private final AtomicLong changes = new AtomicLong();

    MemoryTier(String keyspace, ConcurrentSkipListMap<byte[], byte[]> records) {
        this.gate = new Gate("the tier of the keyspace " + keyspace);
        this.records = records;
    }

    static ConcurrentSkipListMap<byte[], byte[]> emptyRecords() {
        return new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return inside(() -> {
            byte[] record = records.get(key);
            return record == null ? null : record.clone();
        });
    }

    @Override
    public long put(byte[] key, byte[] record) {
        requireKey(key);
        return change(() -> records.put(key, record));
    }

    @Override
    public long remove(byte[] key) {
        return change(() -> records.remove(key));
    }

    @Override
    public long write(List<Change> batch) {
        batch.forEach(one -> requireKey(one.key()));
        return change(() -> batch.forEach(one -> {
            byte[] record = one.record();
            if (record == null) {
                records.remove(one.key());
            } else {
                records.put(one.key(), record);
            }
        }));
    }

    @Override
    public long clear() {
        return change(records::clear);
    }

    /** There is no disk to wait for. */
    @Override
    public CompletionStage<@Nullable Void> whenDurable(long change) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public Cursor scan(byte @Nullable [] from, byte @Nullable [] to) {
        return inside(() -> {
            byte[] first = from == null ? new byte[0] : from;
            if (to != null && Arrays.compareUnsigned(first, to) >= 0) {
                return new CopyCursor(Map.of());
            }
            return new CopyCursor(new TreeMap<>(to == null ? records.tailMap(first) : records.subMap(first, to)));
        });
    }

    @Override
    public long approximateCount() {
        return inside(() -> (long) records.size());
    }

    @Override
    public long approximateBytes() {
        return inside(() -> records.entrySet().stream()
                .mapToLong(entry -> (long) entry.getKey().length + entry.getValue().length)
                .sum());
    }

    @Override
    public BulkLoad bulkLoad() {
        return inside(Load::new);
    }

    @Override
    public Map<String, Long> statistics() {
        return Map.of("records", approximateCount());
    }

    void close() {
        gate.close(() -> {});
    }

    private long change(Runnable change) {
        return inside(() -> {
            change.run();
            return changes.incrementAndGet();
        });
    }

    private <T extends @Nullable Object> T inside(Supplier<T> action) {
        long stamp = gate.enter();
        try {
            return action.get();
        } finally {
            gate.leave(stamp);
        }
    }

    private static void requireKey(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("a key must have at least one byte");
        }
    }

    private final class CopyCursor implements Cursor {
        private final Iterator<Map.Entry<byte[], byte[]>> rest;
        private Map.@Nullable Entry<byte[], byte[]> current;

        private CopyCursor(Map<byte[], byte[]> copy) {
            rest = copy.entrySet().iterator();
        }

        @Override
        public boolean next() {
            return inside(() -> {
                boolean more = rest.hasNext();
                if (more) {
                    current = rest.next();
                }
                return more;
            });
        }

        @Override
        public byte[] key() {
            return requireCurrent().getKey().clone();
        }

        @Override
        public byte[] record() {
            return requireCurrent().getValue().clone();
        }

        @Override
        public void close() {}

        private Map.Entry<byte[], byte[]> requireCurrent() {
            Map.Entry<byte[], byte[]> entry = current;
            if (entry == null) {
                throw new IllegalStateException("the cursor is before the first record: call next() first");
            }
            return entry;
        }
    }

    private final class Load implements BulkLoad {
        private final Map<byte[], byte[]> added = emptyRecords();
        private boolean ended;

        @Override
        public void add(byte[] key, byte[] record) {
            requireGoingOn();
            requireKey(key);
            added.put(key, record);
        }

        @Override
        public void commit() {
            requireGoingOn();
            change(() -> records.putAll(added));
            ended = true;
        }

        @Override
        public void close() {
            ended = true;
        }

        private void requireGoingOn() {
            if (ended) {
                throw new IllegalStateException("the bulk load was committed or closed; begin another");
            }
        }
    }
}

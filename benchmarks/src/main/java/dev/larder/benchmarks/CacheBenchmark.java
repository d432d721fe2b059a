package dev.larder.benchmarks;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/** The workloads. Each method is one operation of the cache; {@link Workload} says which cache it runs on. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(1)
public class CacheBenchmark {
    /** A thread's place in the sequence of keys. */
    @State(Scope.Thread)
    public static class Cursor {
        private int position;

        /** Threads start far from each other. */
        @Setup
        public void place(ThreadParams thread, CacheContents contents) {
            position = contents.sequenceLength() / thread.getThreadCount() * thread.getThreadIndex();
        }

        int next() {
            return position++;
        }
    }

    /** Counts what the bounded cache had, for its hit ratio. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class HitCounter {
        public long hits;
        public long misses;
    }

    @Benchmark
    public @Nullable Object getHitString(CacheContents contents, Cursor cursor) {
        return get(contents, cursor);
    }

    @Benchmark
    public @Nullable Object getHitPojoByValue(CacheContents contents, Cursor cursor) {
        return get(contents, cursor);
    }

    @Benchmark
    public @Nullable Object getHitPojoByReference(CacheContents contents, Cursor cursor) {
        return get(contents, cursor);
    }

    @Benchmark
    public @Nullable Object getCreatedExpiry(CacheContents contents, Cursor cursor) {
        return get(contents, cursor);
    }

    @Benchmark
    public @Nullable Object getTouchedExpiry(CacheContents contents, Cursor cursor) {
        return get(contents, cursor);
    }

    @Benchmark
    public @Nullable Object getWithStatistics(CacheContents contents, Cursor cursor) {
        return get(contents, cursor);
    }

    @Benchmark
    public void putOverwriteString(CacheContents contents, Cursor cursor) {
        put(contents, cursor.next());
    }

    @Benchmark
    public void putWithListener(CacheContents contents, Cursor cursor) {
        put(contents, cursor.next());
    }

    /** Three gets, then a put. */
    @Benchmark
    public @Nullable Object mixed75Get25Put(CacheContents contents, Cursor cursor) {
        int position = cursor.next();
        if ((position & 3) == 0) {
            put(contents, position);
            return null;
        }
        return contents.subject().get(contents.key(position));
    }

    @Benchmark
    public Object getAll50(CacheContents contents, Cursor cursor) {
        return contents.subject().getAll(contents.bulk(cursor.next()));
    }

    @Benchmark
    public @Nullable Object incrementLong(CacheContents contents, Cursor cursor) {
        return contents.subject().increment(contents.key(cursor.next()));
    }

    /** Nine cache-aside reads, then a put of a key that is popular like the others. */
    @Benchmark
    public void boundedCacheAside(CacheContents contents, Cursor cursor, HitCounter counter) {
        int position = cursor.next();
        if (position % 10 == 0) {
            put(contents, position);
        } else if (contents.readOrLoad(position)) {
            counter.hits++;
        } else {
            counter.misses++;
        }
    }

    private static @Nullable Object get(CacheContents contents, Cursor cursor) {
        return contents.subject().get(contents.key(cursor.next()));
    }

    private static void put(CacheContents contents, int position) {
        contents.subject().put(contents.key(position), contents.value(position));
    }
}

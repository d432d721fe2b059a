package dev.larder.benchmarks.durability;

import dev.larder.core.journal.Journal;
import dev.larder.store.Durability;
import java.util.Objects;

/** What {@link CpuProbe} runs in a loop. For one thread. */
interface CpuOperation extends AutoCloseable {
    /**
     * Runs once; returns something that takes the operation to know.
     *
     * @param position from 0 to {@link HeapEntries#COUNT}, which is not reached
     */
    int run(int position);

    @Override
    void close();

    /** An append of 128 bytes to a log, with its checksum, which nobody waits for. */
    final class Append implements CpuOperation {
        private final Journal log;
        private final byte[] payload = new byte[LogWrites.PAYLOAD_BYTES];

        Append(Journal log) {
            this.log = log;
        }

        @Override
        public int run(int position) {
            return (int) log.append(payload, 0, payload.length, Durability.NONE);
        }

        @Override
        public void close() {
            log.close();
        }
    }

    /** A put over an entry that is there. */
    record Put(HeapEntries entries) implements CpuOperation {
        @Override
        public int run(int position) {
            entries.keyspace().put(entries.key(position), entries.value(position));
            return position;
        }

        @Override
        public void close() {
            entries.close();
        }
    }

    /** A get of an entry that is there. */
    record Get(HeapEntries entries) implements CpuOperation {
        @Override
        public int run(int position) {
            String key = entries.key(position);
            return Objects.requireNonNull(entries.keyspace().get(key), key).length();
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}

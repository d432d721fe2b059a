package dev.larder.core.commit;

import dev.larder.core.table.Entry;
import dev.larder.core.table.Table;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.EvictionHint;
import dev.larder.store.RemovalCause;
import dev.larder.store.spi.StoreClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes several keys as one, in three steps, while the calling thread holds them all: everything is worked out and room
 * is reserved for it; it is recorded, as one; it is carried out. What fails, fails before anything changed.
 *
 * <p>Safe from any thread.
 */
final class BatchCommit<K, V> {
    private final Table<K, V> table;
    private final StoreClock clock;
    private final EntryWriter<K, V> writer;
    private final EntryHolder<K, V> holder;

    BatchCommit(Rooms<K, V> rooms, EntryWriter<K, V> writer, EntryHolder<K, V> holder) {
        table = rooms.table();
        clock = rooms.clock();
        this.writer = writer;
        this.holder = holder;
    }

    /** A change that was worked out. */
    private interface Planned {
        /** Makes the change; returns what a synchronous listener threw, or null. */
        @Nullable RuntimeException carryOut(long version);

        /** Gives back what was reserved for it. */
        default void cancel() {}
    }

    /**
     * Makes the changes of keys that the calling thread holds.
     *
     * @return what synchronous listeners threw, or null
     */
    @Nullable RuntimeException run(Map<K, Decision<V>> changes, Receipt receipt) {
        Run run = new Run(receipt);
        try {
            changes.forEach(run::plan);
            return run.carryOut(run.record());
        } catch (Throwable refused) {
            run.cancel();
            throw refused;
        }
    }

    private final class Run {
        private final long nowMillis = clock.millis();
        private final Receipt receipt;
        private final ChangeLog.@Nullable Batch<K, V> recorded = writer.log == null ? null : writer.log.batch();
        private final List<Planned> plan = new ArrayList<>();
        private @Nullable RuntimeException failure;
        private boolean isRecorded;

        Run(Receipt receipt) {
            this.receipt = receipt;
        }

        void plan(K key, Decision<V> decision) {
            Entry<K, V> entry = heldEntry(key);
            if (entry.value() != null && entry.isExpiredAt(nowMillis)) {
                failure = EntryWriter.first(failure, writer.remove(key, entry, RemovalCause.EXPIRED, receipt));
            }
            if (decision instanceof Decision.Put<V> put) {
                planPut(key, holder.entryFor(key, entry, put), put);
            } else if (decision instanceof Decision.Remove<V> remove) {
                planRemoval(key, entry, remove.cause());
            } else if (decision instanceof Decision.Touch<V> touch && entry.value() != null) {
                planTouch(key, entry, touch.expiresAtMillis());
            }
        }

        private Entry<K, V> heldEntry(K key) {
            Entry<K, V> entry = table.find(key);
            if (entry == null) {
                throw new IllegalStateException("Key '" + key + "' is not found where it was held, so its hash code has"
                        + " changed. Keys must not be changed while they are in use. Nothing was changed.");
            }
            return entry;
        }

        private void planPut(K key, Entry<K, V> entry, Decision.Put<V> put) {
            V before = entry.value();
            int weightBefore = before == null ? 0 : entry.weight();
            int sizeBefore = before == null ? 0 : entry.sizeBytes();
            long deadlineMillis = writer.deadlineOf(put, entry, before == null, nowMillis);
            boolean due = deadlineMillis != EntryView.NEVER && deadlineMillis <= nowMillis;
            if (due) {
                planRemoval(key, entry, RemovalCause.EXPIRED);
                return;
            }
            int sizeBytes = writer.sizeOf(key, entry, put.value());
            int weightDelta = writer.weights.weightOf(sizeBytes, put.hint()) - weightBefore;
            writer.reserve(key, entry, weightDelta, sizeBytes - sizeBefore);
            plan.add(new Planned() {
                @Override
                public @Nullable RuntimeException carryOut(long version) {
                    writer.counters.put();
                    return writer.carryOut(
                            key, entry, put, deadlineMillis, sizeBytes, sizeBytes - sizeBefore, nowMillis, version);
                }

                @Override
                public void cancel() {
                    writer.weights.cancel(weightDelta, sizeBytes - sizeBefore);
                }
            });
            if (recorded != null) {
                boolean ownDeadline = put.expiresAtMillis() != Decision.BY_LIFETIME;
                boolean pinned = put.hint() == EvictionHint.PINNED;
                recorded.put(key, put.value(), deadlineMillis, ownDeadline, pinned, before == null, nowMillis);
            }
        }

        private void planRemoval(K key, Entry<K, V> entry, RemovalCause cause) {
            V before = entry.value();
            if (recorded != null) {
                recorded.remove(key, before != null);
            }
            plan.add(version -> {
                RuntimeException thrown =
                        before == null ? null : writer.carryOutRemoval(key, entry, before, cause, version);
                // Also where the cause is a deadline: a put that is due at once makes loads worthless like any other.
                writer.invalidateLoad(key);
                return thrown;
            });
        }

        private void planTouch(K key, Entry<K, V> found, long deadlineMillis) {
            if (deadlineMillis != EntryView.NEVER && deadlineMillis <= nowMillis) {
                planRemoval(key, found, RemovalCause.EXPIRED);
                return;
            }
            Entry<K, V> entry = deadlineMillis == EntryView.NEVER ? found : holder.expiringEntry(key, found);
            if (recorded != null) {
                recorded.touch(entry, deadlineMillis);
            }
            plan.add(version -> {
                table.recordRead(entry);
                writer.carryOutTouch(entry, deadlineMillis);
                return null;
            });
        }

        long record() {
            long version = recorded == null || plan.isEmpty() ? 0 : recorded.record(receipt);
            isRecorded = true;
            return version;
        }

        @Nullable RuntimeException carryOut(long version) {
            // Who listens finds the keys held, all of them: there is no order in which they could change.
            for (Planned planned : plan) {
                failure = EntryWriter.first(failure, planned.carryOut(version));
            }
            return failure;
        }

        void cancel() {
            if (!isRecorded) {
                plan.forEach(Planned::cancel);
            }
        }
    }
}

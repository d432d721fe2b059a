package dev.larder.core.commit;

import dev.larder.core.expiry.Deadlines;
import dev.larder.core.expiry.ExpiryQueue;
import dev.larder.core.fanout.ChangeFanout;
import dev.larder.core.load.LoadRegistry;
import dev.larder.core.stats.KeyspaceCounters;
import dev.larder.core.table.ExpiringEntry;
import dev.larder.core.table.Table;
import dev.larder.core.table.VersionFloors;
import dev.larder.core.weight.Weights;
import dev.larder.store.spi.StoreClock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the commit path of one keyspace works on.
 *
 * @param eternal whether the keyspace's lifetime gives no deadlines
 * @param entries makes the keyspace's entries
 * @param expiryScheduled told when something is due that was added to {@code expiry}
 * @param evictionBatch how many entries are named at once to make room
 * @param kept whether entries are on disk in any way, so that closing must not lose what is under way
 * @param log records the changes, or null where nothing is kept on disk
 * @param source has the entries that the table does not have; null if the table has all
 */
public record Rooms<K, V>(
        StoreClock clock,
        Table<K, V> table,
        VersionFloors floors,
        EntryFactory entries,
        Weights<K, V> weights,
        boolean eternal,
        Deadlines deadlines,
        KeyspaceCounters counters,
        ChangeFanout<K, V> fanout,
        @Nullable LoadRegistry<K, V> loads,
        ExpiryQueue<ExpiringEntry<K, V>> expiry,
        LongConsumer expiryScheduled,
        int evictionBatch,
        boolean kept,
        @Nullable ChangeLog<K, V> log,
        @Nullable EntrySource<K, V> source) {}

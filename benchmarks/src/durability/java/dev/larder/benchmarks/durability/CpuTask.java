package dev.larder.benchmarks.durability;

import dev.larder.store.Capacity;
import dev.larder.store.Durability;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import java.nio.file.Path;

/** What {@link CpuProbe} can measure: an append to the log, and puts and gets of what is on the heap, by kind of keyspace. */
enum CpuTask {
    APPEND("append to the log", Kind.APPEND, Disk.LOG, false),
    PUT_VOLATILE("put, volatile", Kind.PUT, Disk.NOTHING, false),
    PUT_LOG_NONE("put, LOG, NONE", Kind.PUT, Disk.LOG, false),
    PUT_LOG_BACKGROUND("put, LOG, BACKGROUND", Kind.PUT, Disk.CONFIRMED_LOG, false),
    GET_VOLATILE("get, volatile", Kind.GET, Disk.NOTHING, false),
    GET_LOG("get, LOG", Kind.GET, Disk.LOG, false),
    GET_ROCKSDB("get, rocksdb", Kind.GET, Disk.ROCKSDB, false),
    GET_LMDB("get, lmdb", Kind.GET, Disk.LMDB, false),
    GET_VOLATILE_BOUNDED("get, volatile, bounded", Kind.GET, Disk.NOTHING, true),
    GET_LOG_BOUNDED("get, LOG, bounded", Kind.GET, Disk.LOG, true),
    GET_ROCKSDB_BOUNDED("get, rocksdb, bounded", Kind.GET, Disk.ROCKSDB, true),
    GET_LMDB_BOUNDED("get, lmdb, bounded", Kind.GET, Disk.LMDB, true);

    private final String title;
    private final Kind kind;
    private final Disk disk;
    private final boolean bounded;

    CpuTask(String title, Kind kind, Disk disk, boolean bounded) {
        this.title = title;
        this.kind = kind;
        this.disk = disk;
        this.bounded = bounded;
    }

    private enum Kind {
        APPEND,
        PUT,
        GET
    }

    /** What of a keyspace is on disk. */
    private enum Disk {
        NOTHING,
        LOG,
        CONFIRMED_LOG,
        ROCKSDB,
        LMDB;

        Persistence persistence() {
            return switch (this) {
                case NOTHING -> Persistence.none();
                case LOG -> logged(Durability.NONE);
                case CONFIRMED_LOG -> logged(Durability.BACKGROUND);
                case ROCKSDB -> inTier("rocksdb");
                case LMDB -> inTier("lmdb");
            };
        }

        private static Persistence logged(Durability durability) {
            return Persistence.builder(Mode.LOG).durability(durability).build();
        }

        private static Persistence inTier(String tier) {
            return Persistence.builder(Mode.TIER).tier(tier).build();
        }
    }

    /** As it is called in tables. */
    String title() {
        return title;
    }

    /** The name of the figure that tells the nanoseconds of CPU that the calling thread uses. */
    String threadNanos() {
        return title + ", CPU of the thread";
    }

    /** The name of the figure that tells the nanoseconds of CPU that all threads use. */
    String processNanos() {
        return title + ", CPU of the process";
    }

    /** How many runs an iteration has of so many: of gets, which are short and fill no disk, there can be more. */
    int runs(int operations) {
        return kind == Kind.GET ? 10 * operations : operations;
    }

    /** Gets it ready in an empty directory. */
    CpuOperation open(Path directory) {
        return switch (kind) {
            case APPEND -> new CpuOperation.Append(LarderStores.log(directory));
            case PUT -> new CpuOperation.Put(entries(directory));
            case GET -> new CpuOperation.Get(entries(directory));
        };
    }

    private HeapEntries entries(Path directory) {
        Capacity capacity = bounded ? Capacity.entries(2L * HeapEntries.COUNT) : Capacity.unbounded();
        return new HeapEntries(directory, disk.persistence(), capacity);
    }
}

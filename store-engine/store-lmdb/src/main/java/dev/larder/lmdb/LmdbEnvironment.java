package dev.larder.lmdb;

import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import dev.larder.store.spi.tier.Gate;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Env;
import org.lmdbjava.Env.ReadersFullException;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * The mapped file, transactions that read it, and the growing of the map.
 *
 * <p><b>Growing.</b> LMDB maps its file into a range of addresses of fixed size, and can change it only while no transaction is
 * open in this process; a read in that moment would crash the process. So reads come in by a gate, which growing keeps shut,
 * and cursors, which stay between calls, are counted. Half of the range is left free: when more is used and no cursor is
 * open, a writer doubles it after its transaction. Only when the range is used up while cursors are open must it wait for
 * them, and gives up after a while, since its own thread may hold one. If the system has no larger range of addresses, LMDB
 * is left without any map, and whoever looked at it would crash the process: nobody is let in any more then.
 *
 * <p><b>Threads:</b> reads by any number; growing by the one that writes.
 */
final class LmdbEnvironment implements AutoCloseable {
    private static final long GROW_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long READ_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final Path directory;
    private final int maxReaders;
    private final Env<byte[]> env;
    private final Gate gate;
    /** Transactions that read nothing now: renewing one costs less than making one. */
    private final ConcurrentLinkedQueue<Txn<byte[]>> idleReads = new ConcurrentLinkedQueue<>();

    private final Object cursorsMonitor = new Object();
    private int openCursorCount;
    private volatile long mapBytes;
    /** Not null when there is no map any more; written while the gate is entered alone. */
    private volatile @Nullable StorageFailedException unmapped;

    LmdbEnvironment(Path directory, long fileBytes, LmdbSettings settings) {
        this.directory = directory;
        this.maxReaders = settings.maxReaders();
        this.gate = new Gate("the store of tiers in " + directory);
        this.mapBytes = settings.mapBytes();
        while (mapBytes / 2 < fileBytes) {
            mapBytes *= 2;
        }
        this.env = Env.create(ByteArrayProxy.PROXY_BA)
                .setMapSize(mapBytes)
                .setMaxDbs(settings.maxKeyspaces())
                .setMaxReaders(settings.maxReaders())
                .open(directory.toFile(), settings.flags());
    }

    Env<byte[]> env() {
        return env;
    }

    int maxKeyBytes() {
        return env.getMaxKeySize();
    }

    long mapBytes() {
        return mapBytes;
    }

    /**
     * To be called before LMDB is: by those who come in by the gate, and by the one that writes.
     *
     * @throws StorageFailedException if there is no map any more
     */
    void requireMap() {
        StorageFailedException noMap = unmapped;
        if (noMap != null) {
            throw new StorageFailedException(String.valueOf(noMap.getMessage()), 0, noMap);
        }
    }

    /** Reads in a transaction. */
    <T> T read(Function<Txn<byte[]>, T> reader) {
        long stamp = enter();
        try {
            Txn<byte[]> txn = beginRead();
            try {
                return reader.apply(txn);
            } finally {
                endRead(txn);
            }
        } finally {
            gate.leave(stamp);
        }
    }

    /** Begins a read that stays open; ended by {@link #endCursor}. */
    Txn<byte[]> beginCursor() {
        long stamp = enter();
        try {
            Txn<byte[]> txn = beginRead();
            synchronized (cursorsMonitor) {
                openCursorCount++;
            }
            return txn;
        } finally {
            gate.leave(stamp);
        }
    }

    /**
     * Copies everything as it is now into a directory that is there. Takes as long as reading it, so it is no read in the
     * gate, where growing would wait for it and keep all others out meanwhile, but counts as a cursor.
     */
    void copyTo(Path target) {
        Txn<byte[]> mapStays = beginCursor();
        try {
            env.copy(target.toFile());
        } finally {
            endCursor(mapStays);
        }
    }

    void endCursor(Txn<byte[]> txn) {
        endRead(txn);
        synchronized (cursorsMonitor) {
            openCursorCount--;
            cursorsMonitor.notifyAll();
        }
    }

    /** Has the disk confirm what was committed. By the gate, since LMDB looks at the map for how much there is. */
    void sync() {
        long stamp = enter();
        try {
            env.sync(true);
        } finally {
            gate.leave(stamp);
        }
    }

    /** Grows the map if more than half of it is used, unless cursors are open. No transaction may be open in this thread. */
    void growAhead() {
        if (usedBytes() > mapBytes / 2) {
            growUnlessCursorsAreOpen();
        }
    }

    /**
     * Grows the map, which is used up. No write transaction may be open.
     *
     * @throws StorageFullException if cursors stay open
     * @throws StorageFailedException if the system has no addresses for it
     */
    void grow() {
        long deadlineNanos = System.nanoTime() + GROW_WAIT_NANOS;
        while (!growUnlessCursorsAreOpen()) {
            awaitCursors(deadlineNanos);
        }
    }

    /** How much of the map is used, with what was freed and can be used again. */
    long usedBytes() {
        return (env.info().lastPageNumber + 1) * env.stat().pageSize;
    }

    @Override
    public void close() {
        gate.close(() -> {
            idleReads.forEach(Txn::close);
            env.close();
        });
    }

    private long enter() {
        long stamp = gate.enter();
        try {
            requireMap();
            return stamp;
        } catch (StorageFailedException noMap) {
            gate.leave(stamp);
            throw noMap;
        }
    }

    /** Where there are as many reads as LMDB takes, another waits for one to end, which takes microseconds. */
    private Txn<byte[]> beginRead() {
        while (true) {
            Txn<byte[]> idle = idleReads.poll();
            if (idle != null) {
                idle.renew();
                return idle;
            }
            try {
                return env.txnRead();
            } catch (ReadersFullException full) {
                if (areCursorsAllReaders()) {
                    throw full;
                }
                LockSupport.parkNanos(this, READ_WAIT_NANOS);
            }
        }
    }

    private boolean areCursorsAllReaders() {
        synchronized (cursorsMonitor) {
            return openCursorCount >= maxReaders;
        }
    }

    private void endRead(Txn<byte[]> txn) {
        txn.reset();
        idleReads.add(txn);
    }

    private boolean growUnlessCursorsAreOpen() {
        long stamp = gate.enterAlone();
        try {
            synchronized (cursorsMonitor) {
                if (openCursorCount > 0) {
                    return false;
                }
            }
            setMapSize(mapBytes * 2);
            return true;
        } finally {
            gate.leave(stamp);
        }
    }

    private void setMapSize(long bytes) {
        try {
            env.setMapSize(bytes);
            mapBytes = bytes;
        } catch (LmdbException noAddresses) {
            StorageFailedException noMap = new StorageFailedException(
                    "The map of " + directory + " could not grow from " + mapBytes + " to " + bytes + " bytes: "
                            + noAddresses.getMessage()
                            + ". All that was acknowledged is in the file. Let the process have"
                            + " more addresses (ulimit -v) and open the store again.",
                    0,
                    noAddresses);
            unmapped = noMap;
            throw noMap;
        }
    }

    private void awaitCursors(long deadlineNanos) {
        synchronized (cursorsMonitor) {
            while (openCursorCount > 0) {
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
                if (leftMillis <= 0) {
                    throw cursorsStayOpen();
                }
                try {
                    cursorsMonitor.wait(leftMillis);
                } catch (InterruptedException interruption) {
                    Thread.currentThread().interrupt();
                    throw cursorsStayOpen();
                }
            }
        }
    }

    private StorageFullException cursorsStayOpen() {
        return new StorageFullException("The map of " + directory + " is used up at " + mapBytes
                + " bytes and can't grow while cursors are open. Nothing was changed; close them, or open the store with a"
                + " larger map-size.");
    }
}

package dev.larder.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The bytes of one file of a {@link FaultyFileSystem}: as memory has them, and as the disk has them. What differs is what was
 * not confirmed, by sectors. The file system's monitor guards it; mapped memory is the current bytes themselves.
 */
final class FaultyContent {
    static final int SECTOR_BYTES = 512;

    private byte[] current = {};
    private byte[] onDisk = {};
    private boolean mapped;

    /** Sectors that were written by a call, and so have room on the disk. */
    private final BitSet room = new BitSet();

    /** Sectors that a failed force took for written, as they were then: they are written again only if they change. */
    private final Map<Integer, byte[]> dropped = new HashMap<>();

    int size() {
        return current.length;
    }

    int read(ByteBuffer target, long position) {
        int count = (int) Math.max(0, Math.min(target.remaining(), current.length - position));
        if (count > 0) {
            target.put(current, (int) position, count);
        }
        return count;
    }

    /** How many sectors a write would need more than the file has. */
    int sectorsWanted(long position, int bytes) {
        int wanted = 0;
        for (int sector = sectorOf(position); sector <= sectorOf(position + bytes - 1); sector++) {
            wanted += room.get(sector) ? 0 : 1;
        }
        return wanted;
    }

    void write(ByteBuffer source, long position) {
        int bytes = source.remaining();
        if (bytes == 0) {
            return;
        }
        if (position + bytes > current.length) {
            setSize(position + bytes);
        }
        source.get(current, (int) position, bytes);
        for (int sector = sectorOf(position); sector <= sectorOf(position + bytes - 1); sector++) {
            room.set(sector);
            dropped.remove(sector);
        }
    }

    void setSize(long bytes) {
        if (mapped && bytes != current.length) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "A mapped file can't be given another size: it has %d bytes, asked for were %d.",
                    current.length,
                    bytes));
        }
        int before = current.length;
        current = Arrays.copyOf(current, Math.toIntExact(bytes));
        if (bytes < before) {
            room.clear(sectorsIn(current.length), Integer.MAX_VALUE);
        }
    }

    ByteBuffer map(long position, int bytes) throws IOException {
        if (position < 0 || position + bytes > current.length) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "Bytes %d to %d can't be mapped: the file has %d. Set its size first.",
                    position,
                    position + bytes,
                    current.length));
        }
        mapped = true;
        return ByteBuffer.wrap(current, (int) position, bytes).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Puts all on the disk that a range of bytes has a sector of. */
    void confirm(long position, long bytes) {
        requireRoom();
        if (onDisk.length != current.length) {
            onDisk = Arrays.copyOf(onDisk, current.length);
        }
        for (int sector = sectorOf(position); sector < sectorsIn(position + bytes); sector++) {
            if (isDirty(sector)) {
                copySector(current, onDisk, sector, SECTOR_BYTES);
                dropped.remove(sector);
            }
        }
    }

    /** A force that fails: some of it is on the disk, and of the rest memory believes that it is. */
    void failToConfirm(long position, long bytes, RandomGenerator random) {
        for (int sector = sectorOf(position); sector < sectorsIn(position + bytes); sector++) {
            if (isDirty(sector)) {
                if (random.nextInt(4) == 0 && sectorEnd(sector) <= onDisk.length) {
                    copySector(current, onDisk, sector, SECTOR_BYTES);
                } else {
                    dropped.put(sector, sector(current, sector));
                }
            }
        }
    }

    private boolean isDirty(int sector) {
        byte[] now = sector(current, sector);
        byte[] believed = dropped.get(sector);
        return !Arrays.equals(now, sector(onDisk, sector)) && (believed == null || !Arrays.equals(now, believed));
    }

    /** On a real machine, memory that was written without room on the disk is a fault that ends the process. */
    void requireRoom() {
        for (int sector = 0; sector < sectorsIn(current.length); sector++) {
            if (!room.get(sector) && !isZero(current, sector)) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "Memory at byte %d was written without room on the disk. Write zeros there by a call first.",
                        sector * SECTOR_BYTES));
            }
        }
    }

    /**
     * The file as a power failure leaves it: each sector that was not confirmed is kept or lost, one is torn.
     *
     * @param keptShare how likely a sector is kept, from 0 to 1
     */
    FaultyContent afterCrash(RandomGenerator random, double keptShare) {
        requireRoom();
        FaultyContent left = new FaultyContent();
        int size = random.nextDouble() < keptShare ? current.length : onDisk.length;
        byte[] bytes = Arrays.copyOf(onDisk, size);
        int tornFromEnd = random.nextInt(8);
        for (int sector = sectorsIn(size) - 1; sector >= 0; sector--) {
            boolean unconfirmed = !Arrays.equals(sector(current, sector), sector(onDisk, sector));
            if (unconfirmed && !dropped.containsKey(sector)) {
                if (tornFromEnd-- == 0) {
                    copySector(current, bytes, sector, random.nextInt(SECTOR_BYTES));
                } else if (random.nextDouble() < keptShare) {
                    copySector(current, bytes, sector, SECTOR_BYTES);
                }
            }
        }
        left.current = bytes;
        left.onDisk = bytes.clone();
        for (int sector = 0; sector < sectorsIn(size); sector++) {
            left.room.set(sector, room.get(sector) && !isZero(bytes, sector));
        }
        return left;
    }

    private static void copySector(byte[] from, byte[] to, int sector, int mostBytes) {
        int start = sector * SECTOR_BYTES;
        int end = Math.min(start + mostBytes, Math.min(from.length, to.length));
        if (end > start) {
            System.arraycopy(from, start, to, start, end - start);
        }
    }

    /** A sector's bytes, with zeros where the array ends before. */
    private static byte[] sector(byte[] bytes, int sector) {
        byte[] copy = new byte[SECTOR_BYTES];
        int start = Math.min(sector * SECTOR_BYTES, bytes.length);
        System.arraycopy(bytes, start, copy, 0, Math.min(SECTOR_BYTES, bytes.length - start));
        return copy;
    }

    private static boolean isZero(byte[] bytes, int sector) {
        int end = Math.min(sectorEnd(sector), bytes.length);
        for (int at = sector * SECTOR_BYTES; at < end; at++) {
            if (bytes[at] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int sectorEnd(int sector) {
        return (sector + 1) * SECTOR_BYTES;
    }

    private static int sectorOf(long position) {
        return (int) (position / SECTOR_BYTES);
    }

    private static int sectorsIn(long bytes) {
        return (int) ((bytes + SECTOR_BYTES - 1) / SECTOR_BYTES);
    }

    /** Sectors that the file has on the disk. */
    int sectorsUsed() {
        return room.cardinality();
    }
}

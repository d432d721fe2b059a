package dev.larder.core.codec;

import dev.larder.store.CodecException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import dev.larder.store.spi.Compression;
import dev.larder.store.spi.LendingPool;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * One gzip member (RFC 1952), so that any tool can read what it wrote. The JDK's streams would make a new compressor for
 * each value, which costs more than compressing it.
 *
 * <p><b>Threads:</b> any; compressors are lent to one thread at a time. Those that are dropped free their memory themselves.
 */
final class GzipCompression implements Compression {
    private static final int ID = 3;

    /** Magic, method 8 (Deflate), no flags, no time, fastest, unknown file system. */
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 4, (byte) 0xFF};

    private static final int TRAILER_BYTES = 8;
    private static final int LEAST_ROOM_BYTES = 512;

    private final LendingPool<Deflater> deflaters = new LendingPool<>(() -> new Deflater(Deflater.BEST_SPEED, true));
    private final LendingPool<Inflater> inflaters = new LendingPool<>(() -> new Inflater(true));

    @Override
    public String name() {
        return "gzip";
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public String requirement() {
        return "nothing: the JDK has it";
    }

    @Override
    public void compress(byte[] source, int offset, int length, ByteSink target) {
        target.putBytes(HEADER);
        Deflater deflater = deflaters.acquire();
        deflater.setInput(source, offset, length);
        deflater.finish();
        while (!deflater.finished()) {
            byte[] bytes = target.reserve(Math.max(LEAST_ROOM_BYTES, length / 4));
            target.advance(deflater.deflate(bytes, target.length(), bytes.length - target.length()));
        }
        deflater.reset();
        if (!deflaters.release(deflater)) {
            deflater.end();
        }
        target.putInt(checksum(source, offset, length));
        target.putInt(length);
    }

    @Override
    public void decompress(byte[] source, int offset, int length, byte[] target, int targetOffset, int targetLength) {
        ByteSource member = new ByteSource(source, offset, length);
        int deflatedLength = length - HEADER.length - TRAILER_BYTES;
        if (deflatedLength < 0) {
            throw member.damaged(
                    "too little for gzip, which has " + (HEADER.length + TRAILER_BYTES) + " bytes at least");
        }
        for (byte expected : HEADER) {
            if (member.takeByte() != (expected & 0xFF)) {
                throw member.damaged("another gzip header than Larder writes");
            }
        }
        inflate(member, deflatedLength, target, targetOffset, targetLength);
        member.skip(deflatedLength);
        int expectedChecksum = member.takeInt();
        if (expectedChecksum != checksum(target, targetOffset, targetLength) || member.takeInt() != targetLength) {
            throw member.damaged("a checksum or length that does not fit what was decompressed");
        }
    }

    private void inflate(ByteSource member, int deflatedLength, byte[] target, int targetOffset, int targetLength) {
        Inflater inflater = inflaters.acquire();
        try {
            inflater.setInput(member.array(), member.position(), deflatedLength);
            int count = inflater.inflate(target, targetOffset, targetLength);
            // With its target full an inflater may still have the end mark to read, and into nothing it reads just
            // that.
            boolean ended = inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
            if (count != targetLength || !ended || inflater.getRemaining() != 0) {
                throw member.damaged("compressed data that does not become " + targetLength + " bytes");
            }
        } catch (DataFormatException damaged) {
            CodecException failure = member.damaged("no valid compressed data (" + damaged.getMessage() + ")");
            failure.initCause(damaged);
            throw failure;
        } finally {
            inflater.reset();
            if (!inflaters.release(inflater)) {
                inflater.end();
            }
        }
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }
}

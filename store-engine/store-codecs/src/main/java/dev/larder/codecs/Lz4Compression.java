package dev.larder.codecs;

import dev.larder.store.CodecException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import dev.larder.store.spi.Compression;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * LZ4's block format, by its native code where there is some for the platform, or else in Java.
 *
 * <p><b>Threads:</b> any.
 */
public final class Lz4Compression implements Compression {
    private static final int ID = 1;

    /** For {@link java.util.ServiceLoader}. */
    public Lz4Compression() {}

    /** Apart, so that this class can be loaded where LZ4 can't. */
    private static final class Lz4 {
        static final LZ4Compressor COMPRESSOR = LZ4Factory.fastestInstance().fastCompressor();
        static final LZ4SafeDecompressor DECOMPRESSOR =
                LZ4Factory.fastestInstance().safeDecompressor();
    }

    @Override
    public String name() {
        return "lz4";
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public boolean isAvailable() {
        return Library.isPresent("net.jpountz.lz4.LZ4Factory");
    }

    @Override
    public String requirement() {
        return "at.yawk.lz4:lz4-java";
    }

    @Override
    public void compress(byte[] source, int offset, int length, ByteSink target) {
        int mostBytes = Lz4.COMPRESSOR.maxCompressedLength(length);
        byte[] bytes = target.reserve(mostBytes);
        target.advance(Lz4.COMPRESSOR.compress(source, offset, length, bytes, target.length(), mostBytes));
    }

    @Override
    public void decompress(byte[] source, int offset, int length, byte[] target, int targetOffset, int targetLength) {
        int count;
        try {
            count = Lz4.DECOMPRESSOR.decompress(source, offset, length, target, targetOffset, targetLength);
        } catch (LZ4Exception damaged) {
            CodecException failure =
                    new ByteSource(source, offset, length).damaged("no valid LZ4 block (" + damaged.getMessage() + ")");
            failure.initCause(damaged);
            throw failure;
        }
        if (count != targetLength) {
            throw new ByteSource(source, offset, length)
                    .damaged("an LZ4 block that becomes " + count + " bytes, not " + targetLength);
        }
    }
}

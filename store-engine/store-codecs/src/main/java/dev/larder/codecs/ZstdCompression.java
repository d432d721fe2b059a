package dev.larder.codecs;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.larder.store.CodecException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import dev.larder.store.spi.Compression;
import dev.larder.store.spi.LendingPool;

/**
 * Zstandard at level 1, one frame (RFC 8878) without a checksum. The native contexts are reused: to make one for each call
 * takes five times as long as compressing a kilobyte.
 *
 * <p><b>Threads:</b> any; contexts are lent to one thread at a time.
 */
public final class ZstdCompression implements Compression {
    private static final int ID = 2;

    /** For {@link java.util.ServiceLoader}. */
    public ZstdCompression() {}

    /** Apart, so that this class can be loaded where Zstandard can't; for the whole JVM, so that contexts are few. */
    private static final class Contexts {
        private static final int LEVEL = 1;

        static final LendingPool<ZstdCompressCtx> COMPRESSING =
                new LendingPool<>(() -> new ZstdCompressCtx().setLevel(LEVEL));
        static final LendingPool<ZstdDecompressCtx> DECOMPRESSING = new LendingPool<>(ZstdDecompressCtx::new);
    }

    @Override
    public String name() {
        return "zstd";
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public boolean isAvailable() {
        return Library.isPresent("com.github.luben.zstd.ZstdCompressCtx");
    }

    @Override
    public String requirement() {
        return "com.github.luben:zstd-jni";
    }

    @Override
    public void compress(byte[] source, int offset, int length, ByteSink target) {
        int mostBytes = Math.toIntExact(Zstd.compressBound(length));
        byte[] bytes = target.reserve(mostBytes);
        ZstdCompressCtx context = Contexts.COMPRESSING.acquire();
        try {
            target.advance(context.compressByteArray(bytes, target.length(), mostBytes, source, offset, length));
        } finally {
            if (!Contexts.COMPRESSING.release(context)) {
                context.close();
            }
        }
    }

    @Override
    public void decompress(byte[] source, int offset, int length, byte[] target, int targetOffset, int targetLength) {
        int count;
        ZstdDecompressCtx context = Contexts.DECOMPRESSING.acquire();
        try {
            count = context.decompressByteArray(target, targetOffset, targetLength, source, offset, length);
        } catch (ZstdException damaged) {
            CodecException failure = new ByteSource(source, offset, length)
                    .damaged("no valid Zstandard frame (" + damaged.getMessage() + ")");
            failure.initCause(damaged);
            throw failure;
        } finally {
            if (!Contexts.DECOMPRESSING.release(context)) {
                context.close();
            }
        }
        if (count != targetLength) {
            throw new ByteSource(source, offset, length)
                    .damaged("a Zstandard frame that becomes " + count + " bytes, not " + targetLength);
        }
    }
}

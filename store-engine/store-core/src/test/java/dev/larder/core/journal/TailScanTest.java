package dev.larder.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.spi.FileSystem.DataFile;
import dev.larder.store.spi.FileSystem.MappedRegion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much work it is to look behind the end of a log. */
@Timeout(60)
class TailScanTest {
    private static final int FILE_BYTES = 4 << 20;
    private static final int SALT = 42;

    /** A file that was used before, for values full of one number. It is not read more often than a few times over. */
    private static final class OldFile implements DataFile {
        private static final long MOST_READ_BYTES = 16L * FILE_BYTES;

        private final ByteBuffer content = ByteBuffer.allocate(FILE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        private long readBytes;

        OldFile(int number) {
            while (content.hasRemaining()) {
                content.putInt(number);
            }
        }

        /** Puts a mark of the log. */
        void putMark(int at, int ordinal, long durableThrough) {
            byte[] payload = FrameFormat.markPayload(durableThrough, SALT);
            CRC32C checksum = new CRC32C();
            checksum.update(payload);
            int sum = FrameFormat.checksum(checksum, ordinal, FrameFormat.MARK_WORD, SALT, new byte[12]);
            content.position(at);
            content.putInt(FrameFormat.MARK_WORD).putInt(sum).putInt(ordinal).put(payload);
        }

        @Override
        public long size() {
            return FILE_BYTES;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            int count = (int) Math.min(target.remaining(), FILE_BYTES - position);
            readBytes += count;
            if (readBytes > MOST_READ_BYTES) {
                throw new IOException("more was read than " + MOST_READ_BYTES + " bytes");
            }
            target.put(content.duplicate().position((int) position).limit((int) position + count));
            return count;
        }

        @Override
        public void write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setSize(long bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force() {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedRegion map(long position, int bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Test
    void run_overNumbersThatLookLikeFrames_readsAFewTimesTheFileAndFindsMarks() throws IOException {
        OldFile file = new OldFile(300_000);
        file.putMark(FILE_BYTES - 1_000, 7, 12_345);

        TailScan scan = TailScan.run(new FileWindow(file), SALT, SegmentHeader.PAGE_BYTES, 1);

        assertThat(scan.markedThrough()).isEqualTo(12_345);
        assertThat(scan.isComplete()).isFalse();
    }

    @Test
    void run_overZeros_isComplete() throws IOException {
        TailScan scan = TailScan.run(new FileWindow(new OldFile(0)), SALT, SegmentHeader.PAGE_BYTES, 1);

        assertThat(scan.markedThrough()).isEqualTo(-1);
        assertThat(scan.isComplete()).isTrue();
    }
}

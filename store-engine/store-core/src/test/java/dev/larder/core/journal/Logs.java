package dev.larder.core.journal;

import dev.larder.store.Durability;
import dev.larder.store.spi.FileSystem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** What tests of the log need again and again. */
final class Logs {
    static final UUID STORE = new UUID(0x0123_4567_89ab_cdefL, 0xfedc_ba98_7654_3210L);
    static final int SMALL_SEGMENT_BYTES = 8 << 10;

    /** Never the same salt twice in a run of the tests: a recycled file's old frames would be valid. */
    private static final AtomicLong SALTS = new AtomicLong();

    private Logs() {}

    /** Small segments, no thread of its own. */
    static JournalConfig config(FileSystem fileSystem, Path directory) {
        return config(fileSystem, directory, SMALL_SEGMENT_BYTES, false);
    }

    static JournalConfig config(FileSystem fileSystem, Path directory, int segmentBytes, boolean timed) {
        return new JournalConfig(
                fileSystem,
                directory,
                STORE,
                segmentBytes,
                Duration.ofMillis(5),
                task -> {
                    Thread thread = new Thread(task, "log");
                    thread.setDaemon(true);
                    return thread;
                },
                timed,
                () -> SALTS.incrementAndGet() * 0x9E37_79B9_7F4A_7C15L);
    }

    static long append(Journal journal, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return journal.append(bytes, 0, bytes.length, Durability.SYNC);
    }

    /** Notes what it is shown, as {@code sequence=text}. */
    static final class Notes implements FrameVisitor {
        final List<String> frames = new ArrayList<>();
        final List<Integer> blocks = new ArrayList<>();

        @Override
        public void visit(int block, long sequence, byte[] bytes, int offset, int length) {
            frames.add(sequence + "=" + new String(bytes, offset, length, StandardCharsets.UTF_8));
            blocks.add(block);
        }
    }
}

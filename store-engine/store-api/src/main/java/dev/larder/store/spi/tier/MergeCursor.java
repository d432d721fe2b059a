package dev.larder.store.spi.tier;

import dev.larder.store.spi.Tier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Walks over runs as if they were one; of a key that several have, the newest run's entry counts. */
final class MergeCursor implements Tier.Cursor {
    private final List<SortedRun> runs;
    private final PriorityQueue<SortedRun> byFirstKey = new PriorityQueue<>();
    private @Nullable SortedEntry current;

    MergeCursor(List<SortedRun> runs) {
        this.runs = List.copyOf(runs);
        for (SortedRun run : runs) {
            addBack(run);
        }
    }

    @Override
    public boolean next() {
        try {
            byte @Nullable [] passedKey = current == null ? null : current.key();
            SortedRun run = byFirstKey.poll();
            while (run != null) {
                SortedEntry entry = run.first();
                run.advance();
                addBack(run);
                if (passedKey == null || !Arrays.equals(passedKey, entry.key())) {
                    current = entry;
                    return true;
                }
                run = byFirstKey.poll();
            }
            return false;
        } catch (IOException failure) {
            throw SortedRecords.failed(failure, Path.of("a run"));
        }
    }

    @Override
    public byte[] key() {
        return requireCurrent().key();
    }

    @Override
    public byte[] record() {
        return requireCurrent().record();
    }

    @Override
    public void close() {
        runs.forEach(SortedRun::close);
    }

    private void addBack(SortedRun run) {
        if (!run.isAtEnd()) {
            byFirstKey.add(run);
        }
    }

    private SortedEntry requireCurrent() {
        SortedEntry entry = current;
        if (entry == null) {
            throw new IllegalStateException(
                    "the cursor is before the first record: call next() and see that it is true");
        }
        return entry;
    }
}

package dev.larder.testkit.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.larder.store.StorageFullException;
import dev.larder.store.spi.Tier;
import dev.larder.store.spi.TierProvider;
import dev.larder.store.spi.TierProvider.TierStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a tier on disk must keep when the disk is full: writes are refused and change nothing, reads go on, writes go on once
 * there is room, and nothing is lost. Needs to mount a small disk; skipped where that is not allowed.
 */
public abstract class TierFullDiskContract {
    private static final int DISK_MEGABYTES = 48;
    private static final int BALLAST_BYTES = 24 << 20;
    private static final int RECORD_BYTES = 64 << 10;
    private static final int MOST_RECORDS = 10_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path scratch;

    /** Creates a contract; the test engine does. */
    @SuppressWarnings("NullAway.Init") // The test engine sets the directory.
    protected TierFullDiskContract() {}

    /** The provider under test. */
    protected abstract TierProvider provider();

    /** Settings with which the tier needs little room. */
    protected abstract Map<String, String> settings();

    @Test
    void put_diskFull_isRefusedUntilThereIsRoomAndNothingIsLost() throws Exception {
        try (SmallDisk disk = mountOrSkip()) {
            Path directory = disk.directory().resolve("tiers");
            Path ballast = disk.directory().resolve("ballast");
            Files.write(ballast, new byte[BALLAST_BYTES]);
            Map<Integer, byte[]> acknowledged = new HashMap<>();
            try (TierStore store = open(directory)) {
                Tier tier = store.tier("orders");
                StorageFullException refusal = putUntilRefused(tier, acknowledged);

                assertThat(refusal).hasMessageContaining("full");
                requireAll(tier, acknowledged);

                Files.delete(ballast);
                putOnceThereIsRoom(tier, acknowledged);
                requireAll(tier, acknowledged);
            }
            try (TierStore store = open(directory)) {
                requireAll(store.tier("orders"), acknowledged);
            }
        }
    }

    private StorageFullException putUntilRefused(Tier tier, Map<Integer, byte[]> acknowledged) {
        Random random = new Random(1);
        for (int i = 0; i < MOST_RECORDS; i++) {
            byte[] record = new byte[RECORD_BYTES];
            random.nextBytes(record);
            try {
                tier.put(keyOf(i), record);
            } catch (StorageFullException full) {
                return full;
            }
            acknowledged.put(i, record);
        }
        throw new AssertionError(MOST_RECORDS + " records were written to a disk that is smaller than they are");
    }

    private static void putOnceThereIsRoom(Tier tier, Map<Integer, byte[]> acknowledged) {
        long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
        byte[] record = {1};
        while (!acknowledged.containsKey(MOST_RECORDS)) {
            try {
                tier.put(keyOf(MOST_RECORDS), record);
                acknowledged.put(MOST_RECORDS, record);
            } catch (StorageFullException stillFull) {
                assertThat(System.nanoTime()).as("still refused: %s", stillFull).isLessThan(deadlineNanos);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
    }

    private static void requireAll(Tier tier, Map<Integer, byte[]> acknowledged) {
        acknowledged.forEach((number, record) ->
                assertThat(tier.get(keyOf(number))).as("record %d", number).isEqualTo(record));
    }

    private TierStore open(Path directory) {
        return provider().open(directory, settings(), Duration.ofSeconds(1));
    }

    private SmallDisk mountOrSkip() {
        try {
            return SmallDisk.mount(scratch.resolve("disk"), DISK_MEGABYTES);
        } catch (IOException notAllowed) {
            return abort("no small disk can be mounted here: " + notAllowed.getMessage());
        }
    }

    private static byte[] keyOf(int number) {
        return TierFixture.bytes("key-" + number);
    }
}

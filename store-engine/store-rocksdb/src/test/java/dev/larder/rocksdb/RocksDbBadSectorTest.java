package dev.larder.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.StoreException;
import dev.larder.store.spi.TierProvider;
import dev.larder.store.spi.TierProvider.TierStore;
import dev.larder.testkit.tier.TierFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A byte of a closed tier changed on the disk: what is read is what was written, or an error; nothing is missing unsaid. */
@Timeout(120)
class RocksDbBadSectorTest extends TierFixture {
    private static final int RECORDS = 2_000;
    private static final int TRIES = 12;

    @Override
    protected TierProvider provider() {
        return new RocksDbTierProvider();
    }

    @Test
    void open_byteFlippedAnywhere_readsWhatWasWrittenOrFails() throws IOException {
        Map<String, String> written = new TreeMap<>();
        for (int i = 0; i < RECORDS; i++) {
            written.put("key-" + i, "record-" + i + "-" + "x".repeat(i % 200));
        }
        written.forEach((key, record) -> put(tier, key, record));
        store.close();
        Random random = new Random(7);
        int failures = 0;
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < TRIES && whole.length > 0; i++) {
                byte[] damaged = whole.clone();
                int at = random.nextInt(whole.length);
                damaged[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, damaged);
                failures += readsOrFails(written, file + " at " + at) ? 0 : 1;
                Files.write(file, whole);
            }
        }
        assertThat(failures).isPositive();
        reopen();
        assertThat(all(tier)).isEqualTo(written);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory())) {
            return files.filter(Files::isRegularFile)
                    .filter(RocksDbBadSectorTest::hasData)
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasData(Path file) {
        return file.toString().endsWith(".sst") || file.toString().endsWith(".log");
    }

    private boolean readsOrFails(Map<String, String> written, String what) {
        try (TierStore opened = open(directory())) {
            assertThat(all(opened.tier("orders"))).as(what).isEqualTo(written);
            return true;
        } catch (StoreException damage) {
            return false;
        }
    }
}

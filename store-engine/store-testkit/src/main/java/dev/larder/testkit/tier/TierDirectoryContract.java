package dev.larder.testkit.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.DirectoryLockedException;
import dev.larder.store.StoreClosedException;
import dev.larder.store.settings.DiskSettings;
import dev.larder.store.spi.TierProvider;
import dev.larder.store.spi.TierProvider.TierStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a tier on disk must deal with its directory: one owner at a time, and nothing that stays when opening fails. */
public abstract class TierDirectoryContract extends TierFixture {
    private static final int RACES = 10;
    private static final int DROPPED = 20;

    /** Creates a contract; the test engine does. */
    protected TierDirectoryContract() {}

    /** All settings there are, with values that are allowed and not the defaults. */
    protected abstract Map<String, String> allSettings();

    @Test
    void open_directoryOpenAlready_saysSo() {
        assertThatThrownBy(() -> open(directory()))
                .isInstanceOf(DirectoryLockedException.class)
                .hasMessageContaining(directory().toString());

        reopen();
    }

    @Test
    void open_syncIntervalOfZero_isRefusedAndNothingStaysOpen() {
        Path other = scratch.resolve("other");

        assertThatIllegalArgumentException().isThrownBy(() -> provider().open(other, settings(), Duration.ZERO));

        open(other).close();
    }

    @Test
    void open_allSettings_isOpened() {
        provider().checkSettings(allSettings());
        try (TierStore other = provider().open(scratch.resolve("other"), allSettings(), NEVER)) {
            put(other.tier("orders"), "1", "bread");
        }
    }

    @Test
    void settings_asTextKeys_reachTheTier() {
        DiskSettings disk = DiskSettings.none().with(DiskSettings.DIRECTORY, scratch.toString());
        Map<String, String> expected = new HashMap<>();
        for (Map.Entry<String, String> setting : allSettings().entrySet()) {
            String name = provider().name() + "." + setting.getKey();
            disk = disk.with("tiers." + name, setting.getValue());
            expected.put(name, setting.getValue());
        }

        assertThat(disk.toDisk().orElseThrow().tierSettings()).isEqualTo(expected);
        DiskSettings complete = disk;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> complete.with("tiers." + provider().name() + ".no-such-setting", "1"))
                .withMessageContaining("no-such-setting");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> complete.with("tiers.no-such-tier.size", "1"))
                .withMessageContaining("no-such-tier")
                .withMessageContaining(provider().name());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> complete.with("tiers.size", "1"))
                .withMessageContaining("begins with the tier's name");
    }

    @Test
    void checkSettings_eachWithoutSense_isNamed() {
        for (String name : allSettings().keySet()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> provider().checkSettings(Map.of(name, "some")))
                    .withMessageContaining(name)
                    .withMessageContaining("'some'");
        }
    }

    @Test
    void open_filesOfALoadLeftByACrash_areDeleted() throws Exception {
        store.close();
        Path left = directory().resolve("bulk/load-7/run-0");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "half a file");

        store = open(directory());

        assertThat(directory().resolve("bulk")).doesNotExist();
    }

    @Test
    void backup_failed_leavesNothing() throws Exception {
        Path file = Files.writeString(scratch.resolve("file"), "");

        assertThatThrownBy(() -> store.backup(file.resolve("monday"))).hasMessageContaining(file.toString());

        store.backup(scratch.resolve("monday"));
    }

    @Test
    void close_whileDropping_endsBoth() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int race = 0; race < RACES; race++) {
                TierStore raced = open(scratch.resolve("race-" + race));
                for (int i = 0; i < DROPPED; i++) {
                    raced.tier("keyspace-" + i);
                }
                CountDownLatch dropping = new CountDownLatch(1);
                Future<?> drop = threads.submit(() -> dropUntilClosed(raced, dropping));
                dropping.await();
                Future<?> close = threads.submit(raced::close);
                close.get(30, TimeUnit.SECONDS);
                drop.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void dropUntilClosed(TierStore raced, CountDownLatch dropping) {
        try {
            for (int i = 0; i < DROPPED; i++) {
                raced.drop("keyspace-" + i);
                dropping.countDown();
            }
        } catch (StoreClosedException faster) {
            assertThat(faster).hasMessageContaining("closed");
        }
    }

    @Test
    void serviceLoader_findsTheProvider() {
        assertThat(ServiceLoader.load(TierProvider.class))
                .hasAtLeastOneElementOfType(provider().getClass());
    }
}

package dev.larder.core.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CorruptDataException;
import dev.larder.store.DirectoryLockedException;
import dev.larder.store.DiskConfig;
import dev.larder.store.Durability;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.StoreException;
import dev.larder.store.spi.FileSystem.DataFile;
import dev.larder.testkit.FaultyFileSystem;
import dev.larder.testkit.LogSpy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bad sectors and a directory in use, seen through a store. */
class BadSectorTest {
    private static final Path DIRECTORY = Path.of("data");
    /** Of each file so many bytes are changed, one at a time. */
    private static final int TRIES = 60;

    @ParameterizedTest
    @EnumSource(Durability.class)
    void open_byteFlippedAnywhere_refusesAndNamesTheFileOrLosesNothing(Durability durability) throws IOException {
        ScriptedStore script = new ScriptedStore(1, durability);
        script.open();
        for (String name : List.of("log", "hybrid", ScriptedStore.SNAPSHOTS)) {
            for (int i = 0; i < 5; i++) {
                script.put(name, "key-" + i, "some text", null, null);
            }
        }
        script.store().snapshot();
        script.put("hybrid", "later", "some text", null, null);
        script.close();
        FaultyFileSystem whole = script.disk;
        for (Path file : whole.list(DIRECTORY)) {
            String name = file.getFileName().toString();
            // What a spare file has is never read: it waits to be the log's next.
            if (!name.startsWith("LOCK") && !name.startsWith("spare-")) {
                int refusals = refusalsOf(script, whole, file);
                assertThat(refusals).as("refusals of %s", name).isPositive();
                if (!name.startsWith("log-")) {
                    assertThat(refusals).as("refusals of %s", name).isEqualTo(TRIES);
                }
            }
        }
    }

    /** Returns how often the store was not opened. */
    private static int refusalsOf(ScriptedStore script, FaultyFileSystem whole, Path file) throws IOException {
        int refusals = 0;
        for (int i = 0; i < TRIES; i++) {
            script.disk = whole.crash(1);
            flip(script.disk, file, i);
            try (LogSpy log = new LogSpy()) {
                assertThat(log.records()).isEmpty();
                script.open();
                script.checkNow();
            } catch (StoreException failure) {
                // A snapshot is read when its keyspace is used, which then says why it can't be.
                Throwable cause = failure instanceof CorruptDataException ? failure : failure.getCause();
                assertThat(cause).isInstanceOf(CorruptDataException.class);
                CorruptDataException refused = (CorruptDataException) cause;
                refusals++;
                assertThat(refused.file()).isEqualTo(file);
                assertThat(refused).hasMessageContaining(file.getFileName().toString());
                assertThat(refused.offset()).isNotNegative();
            }
            script.abandon();
        }
        return refusals;
    }

    private static void flip(FaultyFileSystem disk, Path path, int number) throws IOException {
        try (DataFile file = disk.open(path, false)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            // Of a log, which is long and mostly empty, the bytes behind its header's page; of others all over the
            // file.
            long position =
                    path.getFileName().toString().startsWith("log-") ? 4096 + number : number * file.size() / TRIES;
            file.read(one, position);
            one.put(0, (byte) (one.get(0) ^ 1 << number % 8)).flip();
            file.write(one, position);
        }
    }

    @Test
    void open_directoryInUse_isRefused() {
        ScriptedStore script = new ScriptedStore(1, Durability.SYNC);
        script.open();
        StoreConfig sameDirectory = StoreConfig.builder()
                .clock(script.clock)
                .disk(DiskConfig.at(DIRECTORY).fileSystem(script.disk).build())
                .build();

        assertThatThrownBy(() -> Store.open(sameDirectory)).isInstanceOf(DirectoryLockedException.class);

        script.close();
        Store.open(sameDirectory).close();
    }
}

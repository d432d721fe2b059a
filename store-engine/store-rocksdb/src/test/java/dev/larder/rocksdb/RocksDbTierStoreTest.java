package dev.larder.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.CorruptDataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

class RocksDbTierStoreTest {
    @TempDir
    private Path directory;

    @Test
    void open_blockOfWrongChecksum_isDamageAndNoLock() {
        Status damage = new Status(Status.Code.Corruption, Status.SubCode.None, "block checksum mismatch");

        assertThat(Failures.ofOpening(new RocksDBException("block checksum mismatch", damage), directory))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("restore a backup");
    }

    @Test
    void generations_clearInterrupted_theOlderFamilyHasTheData() {
        Generations generations =
                Generations.of(List.of("default", "0000000b-orders", "00000003-orders", "00000004-users"));

        assertThat(generations.current()).isEqualTo(Map.of("orders", "00000003-orders", "users", "00000004-users"));
        assertThat(generations.leftOver()).containsExactly("0000000b-orders");
        assertThat(generations.next()).isEqualTo(12);
        assertThat(Generations.familyOf("orders", 12)).isEqualTo("0000000c-orders");
    }
}

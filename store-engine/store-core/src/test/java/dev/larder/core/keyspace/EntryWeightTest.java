package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Capacity;
import dev.larder.store.EntryTooLargeException;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.RecursiveOperationException;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What entries weigh: who says so, and how much of it a keyspace takes. */
class EntryWeightTest extends EvictionFixture {
    @Test
    void bytesCapacity_updatesGrowAndShrink_staysWithinTheBytes() {
        Keyspace<String, byte[]> keyspace = store.create(
                "k",
                KeyspaceConfig.<String, byte[]>builder()
                        .capacity(Capacity.bytes(10_000))
                        .weigher((key, value) -> value.length)
                        .build());
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            keyspace.put("k" + random.nextInt(200), new byte[random.nextInt(300)]);
        }
        keyspace.maintain();
        long[] sum = {0};
        keyspace.iterator().forEachRemaining(entry -> sum[0] += entry.getValue().sizeBytes());
        assertThat(sum[0]).isLessThanOrEqualTo(10_000).isGreaterThan(8_000);
        assertThat(keyspace.weightBytes()).isEqualTo(sum[0]);
    }

    @Test
    void bytesCapacity_tinySharedKeysAndValues_isStillALimit() {
        Keyspace<Byte, Boolean> keyspace = store.create(
                "k",
                KeyspaceConfig.<Byte, Boolean>builder()
                        .capacity(Capacity.bytes(5_000))
                        .build());
        for (int i = 0; i < 256; i++) {
            keyspace.put((byte) i, true);
        }
        keyspace.maintain();
        assertThat(keyspace.size()).isBetween(40L, 60L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"window-tinylfu", "lru", "none"})
    void entriesCapacity_entriesAreSizedForAnotherReason_stillCountsEntries(String policy) {
        try (Store limited =
                Store.open(StoreConfig.builder().maxMemoryBytes(1_000_000).build())) {
            Keyspace<String, String> keyspace = limited.create(
                    "k",
                    entries(10, policy)
                            .maxEntryBytes(1_000)
                            .weigher((key, value) -> 100)
                            .build());
            for (int i = 0; i < 10; i++) {
                keyspace.put("k" + i, "v");
            }
            assertThat(keyspace.size()).isEqualTo(10);
            assertThat(keyspace.weightBytes()).isEqualTo(1_000);
            assertThat(keyspace.view("k0").sizeBytes()).isEqualTo(100);
        }
    }

    @Test
    void entryOverTheLargestSize_isRefusedAndTheOldValueStays() {
        Keyspace<String, String> keyspace = store.create(
                "k",
                KeyspaceConfig.<String, String>builder()
                        .weigher((key, value) -> value.length())
                        .maxEntryBytes(5)
                        .build());
        keyspace.put("a", "12345");
        assertThatThrownBy(() -> keyspace.put("a", "123456"))
                .isInstanceOf(EntryTooLargeException.class)
                .hasMessageContaining("6 bytes")
                .hasMessageContaining("at most 5");
        assertThatThrownBy(() -> keyspace.compute("b", (key, value) -> "123456"))
                .isInstanceOf(EntryTooLargeException.class);
        assertThat(keyspace.get("a")).isEqualTo("12345");
        assertThat(keyspace.size()).isEqualTo(1);
        assertThat(keyspace.weightBytes()).isEqualTo(5);
    }

    @Test
    void keyOrValueOverItsLargestSize_isRefusedAndTheOldValueStays() {
        Keyspace<String, byte[]> keyspace = store.create(
                "k",
                KeyspaceConfig.<String, byte[]>builder()
                        .maxKeyBytes(200)
                        .maxValueBytes(1_000)
                        .build());
        keyspace.put("a", new byte[900]);
        assertThatThrownBy(() -> keyspace.put("a", new byte[2_000]))
                .isInstanceOf(EntryTooLargeException.class)
                .hasMessageContaining("The value of key 'a'")
                .hasMessageContaining("at most 1000");
        assertThatThrownBy(() -> keyspace.put("long".repeat(1_000), new byte[1]))
                .isInstanceOf(EntryTooLargeException.class)
                .hasMessageContaining("The key of key 'long")
                .hasMessageContaining("at most 200")
                .message()
                .hasSizeLessThan(400);
        assertThat(keyspace.get("a")).hasSize(900);
        assertThat(keyspace.size()).isEqualTo(1);
    }

    @Test
    void weigherThrowsOrIsNegative_failsTheWriteAndLeavesTheEntry() {
        Keyspace<String, String> keyspace = store.create(
                "k",
                KeyspaceConfig.<String, String>builder()
                        .capacity(Capacity.bytes(100))
                        .weigher((key, value) -> Integer.parseInt(value))
                        .build());
        keyspace.put("a", "1");
        assertThatThrownBy(() -> keyspace.put("a", "x")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> keyspace.put("a", "-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThat(keyspace.get("a")).isEqualTo("1");
        assertThat(keyspace.weightBytes()).isEqualTo(1);
    }

    @Test
    void weigherChangesItsOwnKey_getsAClearErrorAndTheEntryStays() {
        List<Keyspace<String, String>> self = new ArrayList<>();
        self.add(store.create(
                "k",
                KeyspaceConfig.<String, String>builder()
                        .weigher((key, value) -> {
                            if (value.equals("2")) {
                                self.get(0).remove(key);
                            }
                            return 1;
                        })
                        .build()));
        Keyspace<String, String> keyspace = self.get(0);
        keyspace.put("a", "1");
        assertThatThrownBy(() -> keyspace.put("a", "2")).isInstanceOf(RecursiveOperationException.class);
        assertThat(keyspace.get("a")).isEqualTo("1");
    }

    @Test
    void create_keyComesAndGoesWhileItIsWeighed_hasAVersionOfItsOwn() throws Exception {
        List<Keyspace<String, String>> self = new ArrayList<>();
        AtomicLong otherVersion = new AtomicLong();
        self.add(store.create(
                "k",
                KeyspaceConfig.<String, String>builder()
                        .weigher((key, value) -> {
                            if (value.equals("mine")) {
                                Thread other = new Thread(() -> {
                                    self.get(0).put("a", "other");
                                    otherVersion.set(self.get(0).view("a").version());
                                    self.get(0).remove("a");
                                });
                                other.start();
                                joinUnchecked(other);
                            }
                            return 1;
                        })
                        .build()));
        self.get(0).put("a", "mine");
        assertThat(self.get(0).view("a").version()).isGreaterThan(otherVersion.get());
    }

    private static void joinUnchecked(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}

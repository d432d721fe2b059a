package dev.larder.core.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecConfig;
import dev.larder.store.CorruptDataException;
import dev.larder.store.DiskConfig;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.Role;
import dev.larder.store.StorageFullException;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.ManualClock;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store does with tiers when their disk is full, a drop was interrupted, or values can't be decoded any more. */
class TieredStoreTest {
    private static final String NAME = "things";

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private Store store;

    private record Thing(String name) implements Serializable {}

    @BeforeEach
    void open() {
        store = open(directory);
    }

    @AfterEach
    void close() {
        store.close();
        ScriptedTierProvider.forgetEverything();
    }

    @Test
    void get_dueEntryWhileTheDiskIsFull_misses() {
        Keyspace<String, String> keyspace = strings(Lifetime.eternal());
        keyspace.put("in the tier", "1", Duration.ofSeconds(10));
        keyspace.put("eternal", "1");
        reopen();
        keyspace = strings(Lifetime.eternal());
        keyspace.put("in the table", "1", Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(20));
        ScriptedTierProvider.setFull(true);

        assertThat(keyspace.get("in the tier")).isNull();
        assertThat(keyspace.get("in the table")).isNull();
        assertThat(keyspace.get("in the table")).isNull();
        assertThat(keyspace.get("eternal")).isEqualTo("1");
        keyspace.maintain();
        ScriptedTierProvider.setFull(false);
        keyspace.maintain();
        reopen();
        assertThat(keysOf(strings(Lifetime.eternal()))).containsExactly("eternal");
    }

    @Test
    void expireAt_thePastWhileTheDiskIsFull_isRefused() {
        Keyspace<String, String> keyspace = strings(Lifetime.eternal());
        keyspace.put("key", "1");
        ScriptedTierProvider.setFull(true);

        assertThatThrownBy(() -> keyspace.expireAt("key", clock.millis() - 1)).isInstanceOf(StorageFullException.class);
        assertThat(keyspace.get("key")).isEqualTo("1");
    }

    @Test
    void create_afterADropThatWasInterrupted_isEmpty() {
        strings(Lifetime.eternal()).put("key", "1");
        ScriptedTierProvider.setFull(true);
        assertThatThrownBy(() -> store.drop(NAME)).isInstanceOf(StorageFullException.class);
        ScriptedTierProvider.setFull(false);
        reopen();

        assertThat(strings(Lifetime.eternal()).get("key")).isNull();
    }

    @Test
    void create_tierThatIsNotThere_leavesNothingOfIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create("scriptet", Lifetime.eternal(), Role.CACHE, CodecConfig.defaults()))
                .withMessageContaining("did you mean 'scripted'");

        strings(Lifetime.eternal()).put("key", "1");
    }

    @Test
    void create_tierLostItsData_isRefused() {
        strings(Lifetime.eternal()).put("key", "1");
        store.close();
        ScriptedTierProvider.forgetEverything();
        store = open(directory);

        assertThatThrownBy(() -> strings(Lifetime.eternal()))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(NAME)
                .hasMessageContaining("restore a backup");
    }

    @Test
    void open_settingOfAnUnknownTier_isRefused() {
        store.close();
        DiskConfig disk =
                DiskConfig.at(directory).tierSetting("scriptet.size", "1").build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Store.open(StoreConfig.builder().disk(disk).build()))
                .withMessageContaining("did you mean 'scripted'");
    }

    @Test
    void remove_valueThatCantBeDecoded_doesNotComeBackWithItsClass() {
        things(Role.CACHE, true).put("removed", new Thing("lamp"));
        things(Role.CACHE, true).put("kept", new Thing("chair"));
        reopen();
        Keyspace<String, Thing> withoutTheClass = things(Role.CACHE, false);
        assertThat(withoutTheClass.get("removed")).isNull();
        assertThat(withoutTheClass.remove("removed")).isFalse();
        reopen();

        assertThat(things(Role.CACHE, true).get("removed")).isNull();
        assertThat(things(Role.CACHE, true).get("kept")).isEqualTo(new Thing("chair"));
    }

    @Test
    void maintain_valueThatCantBeDecodedComesFirst_removesWhatIsDueBehindIt() {
        Keyspace<String, Thing> keyspace = things(Role.DATA, true);
        keyspace.put("a", new Thing("lamp"));
        keyspace.put("b", new Thing("chair"), Duration.ofSeconds(10));
        reopen();
        keyspace = things(Role.DATA, false);
        clock.advance(Duration.ofSeconds(20));

        keyspace.maintain();

        assertThat(keyspace.size()).isEqualTo(1);
    }

    @Test
    void iterator_deadlineMovedByAReadThatIsNotRecorded_hasTheEntry() {
        Keyspace<String, String> keyspace = strings(Lifetime.afterAccess(Duration.ofSeconds(100)));
        clock.advanceMillis(10_000 - clock.millis() % 10_000 + 1_000);
        keyspace.put("read", "1");
        keyspace.put("not read", "1");
        clock.advance(Duration.ofSeconds(4));
        assertThat(keyspace.get("read")).isEqualTo("1");
        clock.advance(Duration.ofSeconds(98));

        assertThat(keysOf(keyspace)).containsExactly("read");
    }

    @Test
    void size_countNotedBeforeACrash_isNotTakenForRight() {
        strings(Lifetime.eternal()).put("1", "a");
        reopen();
        strings(Lifetime.eternal()).put("2", "b");
        Path copy = directory.resolveSibling(directory.getFileName() + "-copy");
        store.backup(copy);
        store.close();
        open(copy).close();
        store = open(copy);

        assertThat(strings(Lifetime.eternal()).size()).isEqualTo(2);
    }

    private void reopen() {
        store.close();
        store = open(directory);
    }

    private Store open(Path where) {
        return Store.open(StoreConfig.builder()
                .clock(clock)
                .disk(DiskConfig.at(where)
                        .segmentBytes(DiskConfig.LEAST_SEGMENT_BYTES)
                        .build())
                .build());
    }

    private Keyspace<String, String> strings(Lifetime lifetime) {
        return create(ScriptedTierProvider.NAME, lifetime, Role.CACHE, CodecConfig.defaults());
    }

    private Keyspace<String, Thing> things(Role role, boolean knowsTheClass) {
        CodecConfig.Builder codecs = CodecConfig.builder().valueCodec("java");
        return create(
                ScriptedTierProvider.NAME,
                Lifetime.eternal(),
                role,
                (knowsTheClass ? codecs.types(Thing.class) : codecs).build());
    }

    private <V> Keyspace<String, V> create(String tier, Lifetime lifetime, Role role, CodecConfig codecs) {
        Keyspace<String, V> open = store.find(NAME);
        return open != null
                ? open
                : store.create(
                        NAME,
                        KeyspaceConfig.<String, V>builder()
                                .lifetime(lifetime)
                                .persistence(Persistence.builder(Mode.TIER)
                                        .tier(tier)
                                        .role(role)
                                        .codecs(codecs)
                                        .build())
                                .build());
    }

    private static List<String> keysOf(Keyspace<String, String> keyspace) {
        List<String> keys = new ArrayList<>();
        keyspace.iterator().forEachRemaining(entry -> keys.add(entry.getKey()));
        return keys;
    }
}

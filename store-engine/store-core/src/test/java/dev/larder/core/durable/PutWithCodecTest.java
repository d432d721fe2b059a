package dev.larder.core.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.DiskConfig;
import dev.larder.store.Durability;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Operations;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.testkit.FaultyFileSystem;
import dev.larder.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A codec for one write alone: what is on disk of it, before and after it was written again. */
class PutWithCodecTest {
    private final FaultyFileSystem files = new FaultyFileSystem();
    private final CountingCodec counting = new CountingCodec();
    private Store store;
    private Keyspace<String, Object> keyspace;

    @BeforeEach
    void openStore() {
        store = Store.open(StoreConfig.builder()
                .clock(new ManualClock())
                .disk(DiskConfig.at(Path.of("data"))
                        .segmentBytes(DiskConfig.LEAST_SEGMENT_BYTES)
                        .durability(Durability.BACKGROUND)
                        .fileSystem(files)
                        .build())
                .build());
        keyspace = create("things", Mode.HYBRID);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private void restart() {
        store.close();
        openStore();
    }

    private Keyspace<String, Object> create(String name, Mode mode) {
        CodecConfig codecs =
                CodecConfig.builder().custom(counting).compression("none").build();
        Persistence persistence = Persistence.builder(mode)
                .role(Persistence.Role.DATA)
                .codecs(codecs)
                .build();
        return store.create(
                name,
                KeyspaceConfig.<String, Object>builder()
                        .persistence(persistence)
                        .build());
    }

    private void put(String codec, Object value) {
        keyspace.run("key", Operations.withCodec(codec, Operations.put(value)));
    }

    @Test
    void put_withACodec_isReadByItAfterARestart() {
        put(CountingCodec.NAME, "value");
        keyspace.put("another", "value");
        restart();

        assertThat(keyspace.get("key")).isEqualTo("value");
        assertThat(keyspace.get("another")).isEqualTo("value");
        assertThat(counting.read).isOne();
    }

    @Test
    void putAsync_withACodec_isReadByItAfterARestart() {
        keyspace.async()
                .run("key", Operations.withCodec(CountingCodec.NAME, Operations.put("value")))
                .toCompletableFuture()
                .join();
        restart();

        assertThat(keyspace.get("key")).isEqualTo("value");
        assertThat(counting.read).isOne();
    }

    @Test
    void snapshot_afterAPutWithACodec_hasTheValueByTheKeyspacesOwn() {
        put(CountingCodec.NAME, "value");
        store.snapshot();
        restart();

        assertThat(keyspace.get("key")).isEqualTo("value");
        assertThat(counting.read).isZero();
        assertThat(counting.written).isOne();
    }

    @Test
    void put_withACodecAndADurability_hasBoth() {
        keyspace.run(
                "key",
                Operations.withCodec(
                        CountingCodec.NAME, Operations.withDurability(Durability.SYNC, Operations.put("value"))));
        assertThat(store.disk().durableSequence()).isEqualTo(store.disk().lastSequence());
        keyspace.run(
                "key",
                Operations.withDurability(
                        Durability.SYNC, Operations.withCodec(CountingCodec.NAME, Operations.put("value"))));

        assertThat(store.disk().durableSequence()).isEqualTo(store.disk().lastSequence());
        assertThat(counting.written).isEqualTo(2);
    }

    /** It would be found out when a snapshot is taken, and no snapshot could be taken any more. */
    @Test
    void put_thatEitherCodecCantWrite_changesNothing() {
        put(CountingCodec.NAME, "before");
        long lastSequence = store.disk().lastSequence();

        assertThatThrownBy(() -> put("another", "value"))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("There is no codec 'another'");
        assertThatThrownBy(() -> put(CountingCodec.NAME, 5))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("The codec 'counting' can't write a value of java.lang.Integer");
        assertThatThrownBy(() -> put("java", new ArrayList<>()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("No codec is there for java.util.ArrayList");
        assertThat(keyspace.get("key")).isEqualTo("before");
        assertThat(store.disk().lastSequence()).isEqualTo(lastSequence);
    }

    @Test
    void put_withACodecWhereNothingIsRecorded_isAPut() {
        keyspace = create("volatile", Mode.NONE);
        put("another", "value");

        assertThat(keyspace.get("key")).isEqualTo("value");
        keyspace = create("snapshots", Mode.SNAPSHOT);
        put(CountingCodec.NAME, "value");
        restart();
        assertThat(create("snapshots", Mode.SNAPSHOT).get("key")).isEqualTo("value");
        assertThat(counting.read).isZero();
    }

    /** The record of a deadline has no value. */
    @Test
    void expireAfter_ofAPutWithACodec_leavesTheRecordAsItIs() {
        put(CountingCodec.NAME, "value");
        keyspace.expireAfter("key", Duration.ofHours(1));
        restart();

        assertThat(keyspace.get("key")).isEqualTo("value");
        assertThat(counting.read).isOne();
    }
}

package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.Role;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Codec;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a keyspace has that was on disk and is opened with other settings, or another reading of its values. */
@Timeout(60)
class ChangedSettingsTest extends RestartingStore {
    private record Id(String name) {}

    /** Writes ids with a prefix of its own, so that two of these write the same id by different bytes. */
    private record IdCodec(int id, String prefix) implements Codec {
        @Override
        public String name() {
            return "id-" + id;
        }

        @Override
        public int formatVersion() {
            return 1;
        }

        @Override
        public boolean canEncode(Class<?> type) {
            return type == Id.class;
        }

        @Override
        public void encode(Object value, ByteSink target) {
            target.putBytes((prefix + ((Id) value).name()).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Object decode(int formatVersion, byte[] source, int offset, int length) {
            if (unreadable) {
                throw new CodecException("The class of the value is gone, says the test.");
            }
            return new Id(new String(source, offset, length, StandardCharsets.UTF_8).substring(prefix.length()));
        }

        @Override
        public Optional<Codec> forKeys() {
            return Optional.of(this);
        }

        private static volatile boolean unreadable;
    }

    @AfterEach
    void readAgain() {
        IdCodec.unreadable = false;
    }

    private Keyspace<Id, String> ids(String keyCodec, Role role) {
        return store.create(
                "ids",
                KeyspaceConfig.<Id, String>builder()
                        .persistence(Persistence.builder(Mode.HYBRID)
                                .role(role)
                                .codecs(CodecConfig.builder()
                                        .custom(new IdCodec(100, "a"))
                                        .custom(new IdCodec(101, "b"))
                                        .keyCodec(keyCodec)
                                        .build())
                                .build())
                        .build());
    }

    @Test
    void create_dataWithAnotherKeyCodec_isRefusedAndKeepsAll() {
        ids("id-100", Role.DATA).put(new Id("x"), "here");
        restart();
        assertThatThrownBy(() -> ids("id-101", Role.DATA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'ids'", "'id-100'", "'id-101'", "drop it");
        assertThat(ids("id-100", Role.DATA).get(new Id("x"))).isEqualTo("here");
    }

    @Test
    void create_cacheWithAnotherKeyCodec_beginsEmptyForGood() {
        ids("id-100", Role.CACHE).put(new Id("x"), "stale");
        restart();
        assertThat(ids("id-101", Role.CACHE).get(new Id("x"))).isNull();
        restart();
        store.snapshot();
        restart();
        assertThat(ids("id-101", Role.CACHE).get(new Id("x"))).isNull();
        restart();
        assertThat(ids("id-100", Role.CACHE).get(new Id("x"))).isNull();
    }

    @Test
    void create_dataWithoutPersistence_isRefusedAndKeepsAll() {
        Persistence data = Persistence.builder(Mode.LOG).role(Role.DATA).build();
        keyspace("things", Mode.LOG, builder -> builder.persistence(data)).put("a", "1");
        restart();
        assertThatThrownBy(() -> store.create("things", KeyspaceConfig.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'things'", "drop it");
        assertThat(keyspace("things", Mode.LOG, builder -> builder.persistence(data))
                        .get("a"))
                .isEqualTo("1");
        store.drop("things");
        store.create("things", KeyspaceConfig.defaults());
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LOG", "SNAPSHOT", "HYBRID"})
    void versions_ofRemovedKeys_areNotGivenAgain(Mode mode) {
        Keyspace<String, String> before = keyspace(mode);
        Set<Long> versions = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            before.put("key", "of the first run");
            versions.add(before.view("key").version());
        }
        before.remove("key");
        restart();
        Keyspace<String, String> after = keyspace(mode);
        for (int i = 0; i < 20; i++) {
            after.put("key", "of the second run");
            assertThat(versions.add(after.view("key").version())).isTrue();
        }
    }

    @Test
    void remove_ofAValueThatCannotBeRead_isForGood() {
        values().put("removed", new Id("stale"));
        values().put("kept", new Id("good"));
        IdCodec.unreadable = true;
        restart();
        assertThat(values().get("removed")).isNull();
        values().remove("removed");
        IdCodec.unreadable = false;
        restart();
        assertThat(values().get("removed")).isNull();
        assertThat(values().get("kept")).isEqualTo(new Id("good"));
    }

    private Keyspace<String, Id> values() {
        Keyspace<String, Id> known = store.find("values");
        if (known != null) {
            return known;
        }
        return store.create(
                "values",
                KeyspaceConfig.<String, Id>builder()
                        .persistence(Persistence.builder(Mode.LOG)
                                .codecs(CodecConfig.builder()
                                        .custom(new IdCodec(100, "a"))
                                        .valueCodec("id-100")
                                        .build())
                                .build())
                        .build());
    }
}

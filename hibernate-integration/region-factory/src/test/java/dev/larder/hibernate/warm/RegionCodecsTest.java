package dev.larder.hibernate.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.hibernate.entry.CachedState;
import dev.larder.hibernate.entry.CachedState.Item;
import dev.larder.hibernate.entry.CachedState.KeyLock;
import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.ValueFormat;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Codec;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bytes of regions on disk, as docs/formats/adapters.md describes them. */
class RegionCodecsTest {
    private final KeyCodec keys = new KeyCodec(getClass().getClassLoader());
    private final StateCodec states = new StateCodec(
            ValueFormat.of(CodecConfig.builder().compression("none").build()));

    private static byte[] bytes(Codec codec, Object value) {
        ByteSink target = new ByteSink(16);
        codec.encode(value, target);
        return target.toByteArray();
    }

    private static String hex(Codec codec, Object value) {
        return HexFormat.of().formatHex(bytes(codec, value));
    }

    private static Object decoded(Codec codec, byte[] bytes) {
        return codec.decode(codec.formatVersion(), bytes, 0, bytes.length);
    }

    private static Object back(Codec codec, Object value) {
        return decoded(codec, bytes(codec, value));
    }

    @Test
    void keys_ofTheFormatsPage_haveItsBytes() {
        assertThat(hex(keys, RegionKey.of("Book", 7L, null)))
                .isEqualTo("04426f6f6b" + "00" + "02" + "05" + "010100090e");
        assertThat(hex(keys, RegionKey.of("Book", new Object[] {"a", null}, "t")))
                .isEqualTo("04426f6f6b" + "01" + "0174" + "01" + "02" + "02" + "05" + "0101000161" + "00");
    }

    @Test
    void states_ofTheFormatsPage_haveTheirBytes() {
        assertThat(hex(states, new KeyLock(5, 5, 5, 1, false, 9))).isEqualTo("00");
        assertThat(hex(states, new Item("Momo", null, 12))).isEqualTo("01" + "010100014d6f6d6f");
        assertThat(hex(states, new Item("Momo", 3, 12))).isEqualTo("02" + "05" + "0101000806" + "010100014d6f6d6f");
    }

    @Test
    void keys_ofEqualParts_areEqualAndHaveEqualBytes() {
        String part = "part";
        RegionKey sharing = RegionKey.of("Shelf", new Object[] {part, part}, null);
        RegionKey apart = RegionKey.of("Shelf", new Object[] {new String(part), new String(part)}, null);

        assertThat(sharing).isEqualTo(apart).hasSameHashCodeAs(apart);
        assertThat(bytes(keys, sharing)).isEqualTo(bytes(keys, apart));
        assertThat(RegionKey.of("Shelf", new byte[] {1, 2}, null))
                .isEqualTo(RegionKey.of("Shelf", new byte[] {1, 2}, null));
    }

    @Test
    void keys_ofManyKinds_comeBackEqual() {
        Object[] nested = {1, new Object[] {UUID.fromString("00000000-0000-0001-0000-000000000002"), null}};
        for (Object id : new Object[] {7L, "text", nested, new byte[] {1}, CodecConfig.class.getModifiers()}) {
            RegionKey key = RegionKey.of("com.acme.Book", id, "tenant");
            assertThat(back(keys, key)).isEqualTo(key).hasSameHashCodeAs(key);
        }
    }

    @Test
    void states_thatComeBack_areOlderThanEverythingOfThisRun() {
        assertThat(back(states, new Item("Momo", 3, Long.MAX_VALUE))).isEqualTo(new Item("Momo", 3, 1));
        assertThat(back(states, new KeyLock(Long.MAX_VALUE, 5, 5, 2, false, Long.MAX_VALUE)))
                .isInstanceOfSatisfying(
                        KeyLock.class, lock -> assertThat(lock.timesOutAt()).isEqualTo(1));
    }

    @Test
    void keys_thatNoCodecCanWrite_areRefused() {
        assertThatThrownBy(() -> bytes(keys, RegionKey.of("Book", new Object(), null)))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void decode_damagedBytes_isRefusedOrAnotherValue() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            boolean isKey = random.nextBoolean();
            Codec codec = isKey ? keys : states;
            byte[] bytes = isKey
                    ? bytes(keys, RegionKey.of("Book", new Object[] {"a", 7L}, null))
                    : bytes(states, new Item("Momo", 3, 1));
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            int length = random.nextInt(bytes.length + 1);
            try {
                Object decoded = codec.decode(1, bytes, 0, length);
                assertThat(decoded).isInstanceOfAny(RegionKey.class, CachedState.class);
            } catch (CodecException refused) {
                // as it should be
            } catch (RuntimeException | Error failure) {
                throw new AssertionError("round " + round + " of seed " + seed, failure);
            }
        }
    }
}

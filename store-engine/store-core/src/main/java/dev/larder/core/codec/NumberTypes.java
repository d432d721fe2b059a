package dev.larder.core.codec;

import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;

/**
 * Booleans, characters, numbers and UUIDs. Whole numbers are varints, so that small ones are short. All that is not a number
 * is the same NaN, as equals has it.
 */
final class NumberTypes {
    private NumberTypes() {}

    static List<JdkType<?>> all() {
        return List.of(
                JdkType.of(
                        4, Boolean.class, (value, target) -> target.putByte(value ? 1 : 0), NumberTypes::readBoolean),
                JdkType.of(5, Byte.class, (value, target) -> target.putByte(value), source -> (byte) source.takeByte()),
                JdkType.of(6, Short.class, (value, target) -> target.putSignedVarLong(value), NumberTypes::readShort),
                JdkType.of(
                        7,
                        Character.class,
                        (value, target) -> {
                            target.putByte(value);
                            target.putByte(value >>> 8);
                        },
                        source -> {
                            int low = source.takeByte();
                            return (char) (low | source.takeByte() << 8);
                        }),
                JdkType.of(
                        8,
                        Integer.class,
                        (value, target) -> target.putSignedVarLong(value),
                        ByteSource::takeSignedVarInt),
                JdkType.of(
                        9,
                        Long.class,
                        (value, target) -> target.putSignedVarLong(value),
                        ByteSource::takeSignedVarLong),
                JdkType.of(
                        10,
                        Float.class,
                        (value, target) -> target.putInt(Float.floatToIntBits(value)),
                        source -> Float.intBitsToFloat(source.takeInt())),
                JdkType.of(
                        11,
                        Double.class,
                        (value, target) -> target.putLong(Double.doubleToLongBits(value)),
                        source -> Double.longBitsToDouble(source.takeLong())),
                JdkType.of(
                        12,
                        BigInteger.class,
                        (value, target) -> target.putBytes(value.toByteArray()),
                        NumberTypes::readBigInteger),
                JdkType.of(13, BigDecimal.class, NumberTypes::writeBigDecimal, NumberTypes::readBigDecimal),
                JdkType.of(14, UUID.class, NumberTypes::writeUuid, NumberTypes::readUuid));
    }

    private static Boolean readBoolean(ByteSource source) {
        int value = source.takeByte();
        if (value > 1) {
            throw source.damaged("a Boolean of " + value + ", where 0 and 1 are known");
        }
        return value == 1;
    }

    private static Short readShort(ByteSource source) {
        long value = source.takeSignedVarLong();
        if (value != (short) value) {
            throw source.damaged("the number " + value + " where one of 16 bits was written");
        }
        return (short) value;
    }

    private static BigInteger readBigInteger(ByteSource source) {
        int length = source.remaining();
        int begin = source.position();
        source.skip(length);
        if (length == 0) {
            // The JDK's constructor refuses it in some releases, and takes it for 0 in others.
            throw source.damaged("a number without digits");
        }
        return new BigInteger(source.array(), begin, length);
    }

    private static void writeBigDecimal(BigDecimal value, ByteSink target) {
        target.putSignedVarLong(value.scale());
        target.putBytes(value.unscaledValue().toByteArray());
    }

    private static BigDecimal readBigDecimal(ByteSource source) {
        int scale = source.takeSignedVarInt();
        return new BigDecimal(readBigInteger(source), scale);
    }

    private static void writeUuid(UUID value, ByteSink target) {
        target.putLong(value.getMostSignificantBits());
        target.putLong(value.getLeastSignificantBits());
    }

    private static UUID readUuid(ByteSource source) {
        long most = source.takeLong();
        return new UUID(most, source.takeLong());
    }
}

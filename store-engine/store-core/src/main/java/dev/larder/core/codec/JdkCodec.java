package dev.larder.core.codec;

import dev.larder.store.CodecException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import dev.larder.store.spi.Codec;
import java.util.Locale;
import java.util.Optional;

/**
 * The compact encodings of what the JDK has: a byte that tells the type, then its parts (docs/formats/values.md has each).
 * A value is read back as the very class that it was. Collections are not among them, since theirs would have to be kept.
 *
 * <p>Equal values are written alike, except URIs, which are equal whatever the case of their hosts.
 *
 * <p><b>Threads:</b> any.
 */
final class JdkCodec implements Codec {
    private static final int ID = 1;
    private static final int VERSION = 1;

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "jdk";
    }

    @Override
    public int formatVersion() {
        return VERSION;
    }

    @Override
    public boolean canEncode(Class<?> type) {
        return type == String.class || type == Optional.class || JdkTypes.of(type) != null;
    }

    @Override
    public Optional<Codec> forKeys() {
        return Optional.of(this);
    }

    @Override
    public void encode(Object value, ByteSink target) {
        if (value instanceof Optional<?> optional) {
            target.putByte(JdkTypes.OPTIONAL);
            if (optional.isPresent()) {
                encodePlain(optional.get(), target);
            }
        } else {
            encodePlain(value, target);
        }
    }

    private static void encodePlain(Object value, ByteSink target) {
        if (value instanceof String text) {
            TextTypes.write(text, target);
            return;
        }
        JdkType<?> type = JdkTypes.of(value.getClass());
        if (type == null) {
            throw new CodecException(String.format(
                    Locale.ROOT,
                    "The codec 'jdk' can't write a %s%s. Choose 'auto' or 'fory' for it.",
                    value.getClass().getName(),
                    value instanceof Optional ? " in an Optional" : ""));
        }
        type.encode(value, target);
    }

    @Override
    public Object decode(int formatVersion, byte[] source, int offset, int length) {
        ByteSource bytes = new ByteSource(source, offset, length);
        int tag = bytes.takeByte();
        if (tag != JdkTypes.OPTIONAL) {
            return decodePlain(tag, bytes);
        }
        return bytes.remaining() == 0 ? Optional.empty() : Optional.of(decodePlain(bytes.takeByte(), bytes));
    }

    private static Object decodePlain(int tag, ByteSource bytes) {
        JdkType<?> type = JdkTypes.of(tag);
        if (type == null) {
            throw bytes.damaged("the type " + tag + ", which the codec 'jdk' does not know");
        }
        Object value = type.reader().read(bytes);
        bytes.requireEnd();
        return value;
    }
}

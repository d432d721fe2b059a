package dev.larder.core.codec;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecConfig.CodecChoice;
import dev.larder.store.CodecException;
import dev.larder.store.ValueFormat;
import dev.larder.store.spi.ByteSink;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the keys and values of a keyspace into bytes and back, as its settings say. What is written names its codec and
 * compression, so that it can be read when the settings have changed, as long as codec and classes are still there.
 *
 * <p>Equal keys become equal bytes, whichever of them is written; keys that can't keep this are refused ({@link KeyRules}).
 *
 * <p><b>Threads:</b> any.
 */
public final class EntryCodec implements ValueFormat {
    /** A usual object, and the 256 bytes of room that codecs ask for before they know how long it becomes. */
    private static final int USUAL_LENGTH_BYTES = 512;

    private final Codecs codecs;
    private final Compressions compressions;
    private final KeyRules keyRules = new KeyRules();
    private final CodecPicker keyPicker;
    private final CodecPicker valuePicker;
    private final @Nullable CodecChoice choice;

    /** By the names that the choice answered, or that values were put with. */
    private final Map<String, CodecPicker> pickers = new ConcurrentHashMap<>();

    private final ValueFrame valueFrame;

    private EntryCodec(CodecConfig config, ClassLoader classLoader) {
        codecs = new Codecs(config, classLoader);
        compressions = new Compressions(classLoader);
        keyPicker = CodecPicker.forKeys(config.keyCodec(), codecs);
        valuePicker = CodecPicker.forValues(config.valueCodec(), codecs);
        choice = config.choice();
        valueFrame = new ValueFrame(
                codecs, compressions, compressions.ofSettings(config.compression()), config.compressFromBytes());
    }

    /**
     * A codec of the given settings.
     *
     * @param classLoader finds the classes of keys and values, and codecs and compressions besides the engine's
     * @throws CodecException if a codec or compression of the settings is not there; the message says what to add
     */
    public static EntryCodec of(CodecConfig config, ClassLoader classLoader) {
        return new EntryCodec(config, classLoader);
    }

    /**
     * Appends a key; equal keys append equal bytes. They are never compressed.
     *
     * @throws CodecException if the key can't be written, or not always alike; the target is then as it was
     */
    public void encodeKey(Object key, ByteSink target) {
        keyRules.check(key);
        ValueFrame.encode(keyPicker.codecFor(key), key, target);
    }

    /**
     * Appends a value.
     *
     * @throws CodecException if the value can't be written; the target is then as it was
     */
    public void encodeValue(Object key, Object value, ByteSink target) {
        CodecChoice ofThisValue = choice;
        CodecPicker picker = ofThisValue == null ? valuePicker : pickerOf(ofThisValue.codecFor(key, value));
        valueFrame.encodeCompressing(picker.codecFor(value), value, target);
    }

    /**
     * Appends a value by the codec that its writer names. The settings' own codec must be able to write it too, as it does when
     * the value is written again, and so is tried first.
     *
     * @param codecName the codec of this value; null for the settings' own
     * @throws CodecException if the value can't be written, or there is no codec of that name; the target is then as it was
     */
    public void encodeValue(Object key, Object value, @Nullable String codecName, ByteSink target) {
        CodecPicker named = codecName == null ? null : pickerOf(codecName);
        int begin = target.length();
        encodeValue(key, value, target);
        if (named != null) {
            target.truncate(begin);
            valueFrame.encodeCompressing(named.codecFor(value), value, target);
        }
    }

    private CodecPicker pickerOf(String codecName) {
        CodecPicker known = pickers.get(codecName);
        return known != null ? known : pickers.computeIfAbsent(codecName, name -> CodecPicker.forValues(name, codecs));
    }

    /**
     * The key that these bytes are.
     *
     * @throws CodecException if they are damaged, or name a codec or class that is not there or not allowed, or the key can't
     *     be used as one any more
     */
    public Object decodeKey(byte[] source, int offset, int length) {
        Object key = valueFrame.decode(source, offset, length);
        try {
            int unused = key.hashCode();
            return key;
        } catch (RuntimeException failed) {
            throw new CodecException(
                    String.format(
                            Locale.ROOT,
                            "A key of %s was read, and its hashCode fails: %s. If a field was added to the class, older keys"
                                    + " don't have it; let hashCode and equals allow for that.",
                            key.getClass().getName(),
                            failed),
                    failed);
        }
    }

    /**
     * The value that these bytes are.
     *
     * @throws CodecException if they are damaged, or name a codec, class or compression that is not there or not allowed
     */
    public Object decodeValue(byte[] source, int offset, int length) {
        return valueFrame.decode(source, offset, length);
    }

    @Override
    public byte[] serialize(Object value) {
        ByteSink target = new ByteSink(USUAL_LENGTH_BYTES);
        valueFrame.encodeCompressing(valuePicker.codecFor(value), value, target);
        return target.toByteArray();
    }

    @Override
    public Object deserialize(byte[] bytes) {
        return valueFrame.decode(bytes, 0, bytes.length);
    }

    @Override
    public byte[] compress(byte[] bytes) {
        ByteSink target = new ByteSink(bytes.length / 2);
        valueFrame.compress(bytes, target);
        return target.toByteArray();
    }

    @Override
    public byte[] decompress(byte[] compressed) {
        return valueFrame.decompress(compressed);
    }
}

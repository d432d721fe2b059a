package dev.larder.codecs;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import dev.larder.store.spi.Codec;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Objects by Jackson's data binding: the text of the type ({@link TypeTexts}), then the data. Fields are what is written,
 * whatever their visibility; getters and setters are not called.
 *
 * <p>The first value of each type is read again at once, so that a class that can be written and not read, for want of a
 * constructor that Jackson can use, is found then and not when the data is needed.
 *
 * <p>Equal keys are written alike, as fields are in the order of their names and parts are never shared.
 *
 * <p><b>Threads:</b> any.
 */
abstract class BoundCodec implements Codec {
    private static final int VERSION = 1;

    private final String name;
    private final int id;
    private final TypeTexts typeTexts;
    private final Set<String> proven = ConcurrentHashMap.newKeySet();

    /** Does the binding. */
    protected final JsonMapper mapper;

    BoundCodec(String name, int id, CodecConfig config, ClassLoader classLoader) {
        this.name = name;
        this.id = id;
        this.mapper = Mappers.create(config, classLoader);
        this.typeTexts = new TypeTexts(config, classLoader, name, mapper.getTypeFactory());
    }

    @Override
    public final int id() {
        return id;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int formatVersion() {
        return VERSION;
    }

    @Override
    public final boolean canEncode(Class<?> type) {
        return typeTexts.mayBeWritten(type);
    }

    @Override
    public final Optional<Codec> forKeys() {
        return Optional.of(this);
    }

    @Override
    public final void encode(Object value, ByteSink target) {
        String typeText = typeTexts.of(value);
        target.putText(typeText);
        int begin = target.length();
        JavaType type = typeTexts.resolve(typeText);
        try {
            write(value, type, target);
            if (!proven.contains(typeText)) {
                prove(type, target, begin);
                proven.add(typeText);
            }
        } catch (JacksonException | IOException failed) {
            throw new CodecException(
                    String.format(
                            Locale.ROOT,
                            "The codec '%s' can't write a value of %s: %s. If it lacks a constructor, give the class one"
                                    + " without arguments or make it a record; or choose another codec.",
                            name,
                            typeText,
                            failed.getMessage()),
                    failed);
        }
    }

    /** Reads what was written and writes it again, which is as long if nothing was lost; sets may be in another order. */
    private void prove(JavaType type, ByteSink written, int begin) throws IOException {
        int length = written.length() - begin;
        Object restored = read(type, written.array(), begin, length);
        ByteSink again = new ByteSink(length);
        write(restored, type, again);
        if (again.length() != length) {
            throw new CodecException(String.format(
                    Locale.ROOT,
                    "The codec '%s' would lose parts of %s: what it reads back is not what it wrote. Look for fields whose"
                            + " declared types don't tell what they hold, or choose another codec.",
                    name,
                    type.toCanonical()));
        }
    }

    @Override
    public final Object decode(int formatVersion, byte[] source, int offset, int length) {
        ByteSource bytes = new ByteSource(source, offset, length);
        JavaType type = typeTexts.resolve(bytes.takeText());
        try {
            Object value = read(type, source, bytes.position(), bytes.remaining());
            if (value == null) {
                throw bytes.damaged("null, which is never stored");
            }
            return value;
        } catch (JacksonException | IOException failed) {
            throw new CodecException(
                    String.format(
                            Locale.ROOT,
                            "The codec '%s' can't read a value of %s: %s. The bytes are damaged, or the class has changed"
                                    + " in a way the codec can't follow (docs/codecs.md); remove or write the entry anew.",
                            name,
                            type.toCanonical(),
                            failed.getMessage()),
                    failed);
        }
    }

    /** Appends the value's data. */
    abstract void write(Object value, JavaType type, ByteSink target) throws IOException;

    /** Reads data that fills the bytes to the last one. */
    abstract Object read(JavaType type, byte[] source, int offset, int length) throws IOException;
}

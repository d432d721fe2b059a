package dev.larder.core.codec;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.settings.Nearest;
import dev.larder.store.spi.ByteSource;
import dev.larder.store.spi.Codec;
import dev.larder.store.spi.CodecProvider;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The codecs that some settings can name: the application's own, then the engine's, then those of modules on the class
 * path, which are looked for only when their name or id is met.
 *
 * <p><b>Threads:</b> any.
 */
final class Codecs {
    /** The codec of objects that {@link CodecConfig#AUTO} takes if it is there. */
    static final String OBJECTS = "fory";

    private static final int LAST_OWN_ID = Codec.FIRST_CUSTOM_ID - 1;

    private final CodecConfig config;
    private final ClassLoader classLoader;
    private final Plugins<CodecProvider> providers;
    private final JdkCodec jdk = new JdkCodec();
    private final Map<String, Codec> byName = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<@Nullable Codec> byId = new AtomicReferenceArray<>(Codec.LAST_ID + 1);

    Codecs(CodecConfig config, ClassLoader classLoader) {
        this.config = config;
        this.classLoader = classLoader;
        this.providers = new Plugins<>(CodecProvider.class, classLoader);
        for (Codec codec : config.custom()) {
            addCustom(codec);
        }
        addBuiltIn(jdk);
        addBuiltIn(new JavaCodec(config, classLoader));
    }

    private void addCustom(Codec codec) {
        if (codec.id() <= LAST_OWN_ID || codec.id() > Codec.LAST_ID) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the custom codec '%s' has the id %d; choose one from %d to %d, and keep it as long as there is data",
                    codec.name(),
                    codec.id(),
                    Codec.FIRST_CUSTOM_ID,
                    Codec.LAST_ID));
        }
        Codec other = byId.getAndSet(codec.id(), codec);
        if (other != null || byName.put(codec.name(), codec) != null) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "two custom codecs have the id %d or the name '%s'; give each its own",
                    codec.id(),
                    codec.name()));
        }
    }

    private void addBuiltIn(Codec codec) {
        byId.set(codec.id(), codec);
        byName.putIfAbsent(codec.name(), codec);
    }

    JdkCodec jdk() {
        return jdk;
    }

    /**
     * The codec of this name.
     *
     * @throws CodecException if there is none; the message says what to add or lists the names
     */
    Codec byName(String name) {
        Codec known = byName.get(name);
        if (known != null) {
            return known;
        }
        Optional<CodecProvider> provider =
                provider(candidate -> candidate.name().equals(name));
        if (provider.isEmpty()) {
            throw new CodecException(String.format(
                    Locale.ROOT,
                    "There is no codec '%s'. %s. The codecs fory, json and msgpack come with the artifact"
                            + " dev.larder:larder-codecs, an application's own with CodecConfig.builder().custom(...).",
                    name,
                    Nearest.hint(name, names())));
        }
        return create(provider.get());
    }

    /** The codec for objects if its libraries are on the class path. */
    Optional<Codec> ofObjects() {
        Codec known = byName.get(OBJECTS);
        return known != null
                ? Optional.of(known)
                : provider(candidate -> candidate.name().equals(OBJECTS) && candidate.isAvailable())
                        .map(this::create);
    }

    /**
     * The codec of this id.
     *
     * @param source where it was read, for the message
     * @throws CodecException if there is none
     */
    Codec byId(int id, ByteSource source) {
        Codec known = byId.get(id);
        if (known != null) {
            return known;
        }
        Optional<CodecProvider> provider =
                id > LAST_OWN_ID ? Optional.empty() : provider(candidate -> candidate.id() == id);
        if (provider.isEmpty()) {
            throw source.damaged(String.format(
                    Locale.ROOT,
                    "a codec with the id %d, which is not here (if it was written by a module of Larder's, add"
                            + " dev.larder:larder-codecs; if by a codec of the application's own, give that to"
                            + " CodecConfig.builder().custom(...))",
                    id));
        }
        return create(provider.get());
    }

    private Codec create(CodecProvider provider) {
        if (!provider.isAvailable()) {
            throw new CodecException(String.format(
                    Locale.ROOT,
                    "The codec '%s' needs a library that is not on the class path: add %s.",
                    provider.name(),
                    provider.requirement()));
        }
        Codec created = provider.create(config, classLoader);
        Codec first = byId.compareAndExchange(created.id(), null, created);
        Codec kept = first == null ? created : first;
        byName.putIfAbsent(kept.name(), kept);
        return kept;
    }

    private Optional<CodecProvider> provider(Predicate<CodecProvider> wanted) {
        return providers.find(wanted);
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(byName.keySet());
        providers.all().map(CodecProvider::name).forEach(names::add);
        return names;
    }
}

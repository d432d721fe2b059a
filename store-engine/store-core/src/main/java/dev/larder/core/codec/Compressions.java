package dev.larder.core.codec;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.settings.Nearest;
import dev.larder.store.spi.ByteSource;
import dev.larder.store.spi.Compression;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The compressions that settings and bytes can name: the engine's gzip, and those of modules on the class path.
 *
 * <p><b>Threads:</b> any.
 */
public final class Compressions {
    /** The name that asks for none. */
    public static final String NONE = "none";

    private static final String USUAL = "lz4";
    private static final Compression GZIP = new GzipCompression();

    private final Plugins<Compression> plugins;
    private final AtomicReferenceArray<@Nullable Compression> byId =
            new AtomicReferenceArray<>(ValueFrame.COMPRESSION_MASK + 1);

    /** @param classLoader finds compressions besides the engine's */
    public Compressions(ClassLoader classLoader) {
        plugins = new Plugins<>(Compression.class, classLoader);
        byId.set(GZIP.id(), GZIP);
    }

    /**
     * The compression that settings name.
     *
     * @return null for {@link #NONE}, and for {@link CodecConfig#AUTO} if LZ4 is not on the class path
     * @throws CodecException if it is not there; the message says what to add or lists the names
     */
    public @Nullable Compression ofSettings(String name) {
        if (name.equals(NONE)) {
            return null;
        }
        if (name.equals(CodecConfig.AUTO)) {
            return find(candidate -> candidate.name().equals(USUAL) && candidate.isAvailable())
                    .orElse(null);
        }
        Optional<Compression> found = name.equals(GZIP.name())
                ? Optional.of(GZIP)
                : find(candidate -> candidate.name().equals(name));
        if (found.isEmpty()) {
            throw new CodecException(String.format(
                    Locale.ROOT,
                    "There is no compression '%s'. %s. lz4 and zstd come with the artifact dev.larder:larder-codecs.",
                    name,
                    Nearest.hint(name, names())));
        }
        return available(found.get());
    }

    /**
     * The compression that bytes name.
     *
     * @param source where it was read, for the message
     * @throws CodecException if it is not there
     */
    Compression byId(int id, ByteSource source) {
        Compression known = id < byId.length() ? byId.get(id) : null;
        if (known != null) {
            return known;
        }
        Optional<Compression> found = find(candidate -> candidate.id() == id);
        if (found.isEmpty()) {
            throw source.damaged(String.format(
                    Locale.ROOT,
                    "a compression with the id %d, which is not here (lz4 is 1, zstd 2: both come with"
                            + " dev.larder:larder-codecs)",
                    id));
        }
        return available(found.get());
    }

    /** Whether the compression that settings name is there. */
    public boolean isAvailable(String name) {
        return name.equals(GZIP.name())
                || find(candidate -> candidate.name().equals(name) && candidate.isAvailable())
                        .isPresent();
    }

    /**
     * The compression of that number, which a file's header names.
     *
     * @throws CodecException if it is not there; the message says what to add
     */
    public Compression ofId(int id) {
        Compression known = id > 0 && id < byId.length() ? byId.get(id) : null;
        return known != null
                ? known
                : available(find(candidate -> candidate.id() == id)
                        .orElseThrow(() -> new CodecException(String.format(
                                Locale.ROOT,
                                "There is no compression with the number %d. lz4 is 1, zstd is 2: both come with the"
                                        + " artifact dev.larder:larder-codecs.",
                                id))));
    }

    private Optional<Compression> find(Predicate<Compression> wanted) {
        Optional<Compression> found = plugins.find(wanted);
        found.filter(Compression::isAvailable).ifPresent(compression -> byId.set(compression.id(), compression));
        return found;
    }

    private static Compression available(Compression compression) {
        if (!compression.isAvailable()) {
            throw new CodecException(String.format(
                    Locale.ROOT,
                    "The compression '%s' needs a library that is not on the class path: add %s.",
                    compression.name(),
                    compression.requirement()));
        }
        return compression;
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(CodecConfig.AUTO, NONE, GZIP.name()));
        plugins.all().map(Compression::name).forEach(names::add);
        return names;
    }
}

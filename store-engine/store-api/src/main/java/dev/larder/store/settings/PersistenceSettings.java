package dev.larder.store.settings;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import dev.larder.store.CodecConfig;
import dev.larder.store.Durability;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.Role;
import dev.larder.store.Persistence.WhileLoading;
import dev.larder.store.spi.tier.TierProviders;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a cache is on disk and in which form, as users write it; the keys are a part of {@link CacheSettings#KEYS}. What was
 * not set is null and left to the next ({@link #withDefaults}). Immutable.
 *
 * @param mode what is written
 * @param tier the name of the tier that holds the entries; null unless the mode is {@link Mode#TIER}
 * @param durability what a write waits for
 * @param role what is to happen to values that can't be decoded
 * @param whileLoading what callers get while the entries are read from disk
 * @param codec the name of the codec of values
 * @param keyCodec the name of the codec of keys
 * @param types the names of classes of keys and values, and of what they are made of, as {@link Class#getName} has them
 * @param packages packages whose classes are allowed as well, with those below them
 * @param compression the name of the compression of large values
 * @param compressFromBytes how long an encoded value is at least that is compressed
 */
public record PersistenceSettings(
        @Nullable Mode mode,
        @Nullable String tier,
        @Nullable Durability durability,
        @Nullable Role role,
        @Nullable WhileLoading whileLoading,
        @Nullable String codec,
        @Nullable String keyCodec,
        @Nullable List<String> types,
        @Nullable List<String> packages,
        @Nullable String compression,
        @Nullable Integer compressFromBytes)
        implements Serializable {
    /** The keys of all settings. */
    public static final List<String> KEYS = List.of(
            "persistence",
            "durability",
            "role",
            "while-loading",
            "codec",
            "key-codec",
            "types",
            "packages",
            "compression",
            "compress-from");

    private static final PersistenceSettings NONE =
            new PersistenceSettings(null, null, null, null, null, null, null, null, null, null, null);

    public PersistenceSettings {
        types = types == null ? null : List.copyOf(types);
        packages = packages == null ? null : List.copyOf(packages);
    }

    /** Nothing set. */
    public static PersistenceSettings none() {
        return NONE;
    }

    /** Collects settings; tiers of plug-ins are looked for with the given class loader. */
    public static Builder builder(ClassLoader plugInLoader) {
        return new Builder(plugInLoader);
    }

    /** Collects settings; tiers of plug-ins are looked for with the context class loader. */
    public static Builder builder() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return new Builder(requireNonNullElseGet(context, PersistenceSettings::ownLoader));
    }

    /** These settings, and the given ones where these set nothing. */
    public PersistenceSettings withDefaults(PersistenceSettings defaults) {
        return new PersistenceSettings(
                orElse(mode, defaults.mode),
                mode == null ? defaults.tier : tier,
                orElse(durability, defaults.durability),
                orElse(role, defaults.role),
                orElse(whileLoading, defaults.whileLoading),
                orElse(codec, defaults.codec),
                orElse(keyCodec, defaults.keyCodec),
                orElse(types, defaults.types),
                orElse(packages, defaults.packages),
                orElse(compression, defaults.compression),
                orElse(compressFromBytes, defaults.compressFromBytes));
    }

    /** Whether anything is to be kept on disk. */
    public boolean keepsOnDisk() {
        return mode != null && mode != Mode.NONE;
    }

    /**
     * A keyspace's persistence of these settings.
     *
     * @param loader finds the classes that are named
     * @param known classes that are allowed beside them
     * @throws IllegalArgumentException if a class is not there, or settings contradict each other
     */
    public Persistence toPersistence(ClassLoader loader, Collection<Class<?>> known) {
        return keepsOnDisk() ? toBuilder(codecs(loader, known).build()).build() : Persistence.none();
    }

    /** The same with codecs that are the caller's own. */
    public Persistence toPersistence(CodecConfig codecs) {
        return keepsOnDisk() ? toBuilder(codecs).build() : Persistence.none();
    }

    private Persistence.Builder toBuilder(CodecConfig codecs) {
        return Persistence.builder(requireNonNullElse(mode, Mode.NONE))
                .tier(tier)
                .durability(durability)
                .role(requireNonNullElse(role, Role.CACHE))
                .whileLoading(requireNonNullElse(whileLoading, WhileLoading.WAIT))
                .codecs(codecs);
    }

    /** The codecs of these settings, to add to; arguments as for {@link #toPersistence}. */
    public CodecConfig.Builder codecs(ClassLoader loader, Collection<Class<?>> known) {
        Set<Class<?>> allowed = new LinkedHashSet<>(known);
        requireNonNullElse(types, List.<String>of()).forEach(name -> allowed.add(find(name, loader)));
        return CodecConfig.builder()
                .valueCodec(requireNonNullElse(codec, CodecConfig.AUTO))
                .keyCodec(requireNonNullElse(keyCodec, CodecConfig.AUTO))
                .types(allowed.toArray(Class<?>[]::new))
                .packages(requireNonNullElse(packages, List.<String>of()).toArray(String[]::new))
                .compression(requireNonNullElse(compression, CodecConfig.AUTO))
                .compressFromBytes(requireNonNullElse(compressFromBytes, CodecConfig.DEFAULT_COMPRESS_FROM_BYTES));
    }

    private static Class<?> find(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError notThere) {
            throw new IllegalArgumentException(
                    "'types' names the class '" + name + "', which can't be found; write its whole name, with a $"
                            + " before the name of a nested class, and see that it is on the class path",
                    notThere);
        }
    }

    private static ClassLoader ownLoader() {
        ClassLoader own = PersistenceSettings.class.getClassLoader();
        return own == null ? ClassLoader.getSystemClassLoader() : own;
    }

    private static <T> @Nullable T orElse(@Nullable T value, @Nullable T other) {
        return value != null ? value : other;
    }

    /** Collects settings, from text or by type; not safe for use by several threads at once. */
    public static final class Builder {
        private final ClassLoader plugInLoader;
        private @Nullable Mode mode;
        private @Nullable String tier;
        private @Nullable Durability durability;
        private @Nullable Role role;
        private @Nullable WhileLoading whileLoading;
        private @Nullable String codec;
        private @Nullable String keyCodec;
        private @Nullable List<String> types;
        private @Nullable List<String> packages;
        private @Nullable String compression;
        private @Nullable Integer compressFromBytes;

        private Builder(ClassLoader plugInLoader) {
            this.plugInLoader = plugInLoader;
        }

        /**
         * Makes one setting from text.
         *
         * @param key one of {@link #KEYS}
         * @throws IllegalArgumentException that continues a sentence whose subject is the key
         */
        public Builder set(String key, String text) {
            switch (key) {
                case "persistence" -> setMode(text);
                case "durability" -> durability = Words.parse(Durability.class, text);
                case "role" -> role = Words.parse(Role.class, text);
                case "while-loading" -> whileLoading = Words.parse(WhileLoading.class, text);
                case "codec" -> codec = name(text, "a codec such as auto, fory, json or java");
                case "key-codec" -> keyCodec = name(text, "a codec such as auto or java");
                case "types" -> types = names(text, "classes");
                case "packages" -> packages = names(text, "packages");
                case "compression" -> compression = name(text, "a compression such as auto, lz4, zstd, gzip or none");
                case "compress-from" -> compressFromBytes = Quantities.entryBytes(text);
                default -> throw new IllegalArgumentException("is not known; " + Nearest.hint(key, KEYS));
            }
            return this;
        }

        private void setMode(String text) {
            List<String> words = new ArrayList<>(Words.of(Mode.class));
            words.remove(Words.of(Mode.TIER));
            tier = null;
            if (words.contains(text)) {
                mode = Words.parse(Mode.class, text);
                return;
            }
            words.addAll(new TierProviders(plugInLoader).names());
            if (!words.contains(text)) {
                throw new IllegalArgumentException("must say what is kept on disk, found '" + text + "'; "
                        + Nearest.hint(text, words) + ". The name of a tier needs its artifact on the class path");
            }
            mode = Mode.TIER;
            tier = text;
        }

        private static String name(String text, String what) {
            if (text.isBlank()) {
                throw Quantities.expected("the name of " + what, text);
            }
            return text;
        }

        private static List<String> names(String text, String what) {
            List<String> names =
                    Arrays.stream(text.split(",")).map(String::strip).toList();
            if (names.stream().anyMatch(String::isEmpty)) {
                throw Quantities.expected("the names of " + what + " with commas between them", text);
            }
            return names;
        }

        /** Sets {@link PersistenceSettings#mode()}. */
        public Builder mode(Mode value) {
            mode = value;
            return this;
        }

        /** Sets {@link PersistenceSettings#tier()}, and the mode with it. */
        public Builder tier(String name) {
            mode = Mode.TIER;
            tier = name;
            return this;
        }

        /** Sets {@link PersistenceSettings#durability()}. */
        public Builder durability(Durability value) {
            durability = value;
            return this;
        }

        /** Sets {@link PersistenceSettings#role()}. */
        public Builder role(Role value) {
            role = value;
            return this;
        }

        /** Sets {@link PersistenceSettings#whileLoading()}. */
        public Builder whileLoading(WhileLoading value) {
            whileLoading = value;
            return this;
        }

        /** Sets {@link PersistenceSettings#codec()}. */
        public Builder codec(String name) {
            codec = name;
            return this;
        }

        /** Sets {@link PersistenceSettings#keyCodec()}. */
        public Builder keyCodec(String name) {
            keyCodec = name;
            return this;
        }

        /** Sets {@link PersistenceSettings#types()}. */
        public Builder types(Class<?>... classes) {
            types = Arrays.stream(classes).map(Class::getName).toList();
            return this;
        }

        /** Sets {@link PersistenceSettings#packages()}. */
        public Builder packages(String... names) {
            packages = List.of(names);
            return this;
        }

        /** Sets {@link PersistenceSettings#compression()}. */
        public Builder compression(String name) {
            compression = name;
            return this;
        }

        /** Sets {@link PersistenceSettings#compressFromBytes()}. */
        public Builder compressFromBytes(int bytes) {
            compressFromBytes = bytes;
            return this;
        }

        /** The settings made. */
        public PersistenceSettings build() {
            return new PersistenceSettings(
                    mode,
                    tier,
                    durability,
                    role,
                    whileLoading,
                    codec,
                    keyCodec,
                    types,
                    packages,
                    compression,
                    compressFromBytes);
        }
    }
}

package dev.larder.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is measured: one constant for each method of {@link CacheBenchmark}, with the cache it needs. */
enum Workload {
    GET_HIT_STRING("getHitString", ValueKind.STRING, CacheSettings.byValue()),
    GET_HIT_POJO_BY_VALUE("getHitPojoByValue", ValueKind.CUSTOMER, CacheSettings.byValue()),
    GET_HIT_POJO_BY_REFERENCE("getHitPojoByReference", ValueKind.CUSTOMER, CacheSettings.byReference()),
    PUT_OVERWRITE_STRING("putOverwriteString", ValueKind.STRING, CacheSettings.byValue()),
    MIXED_75_25("mixed75Get25Put", ValueKind.STRING, CacheSettings.byValue()),
    GET_ALL_50("getAll50", ValueKind.STRING, CacheSettings.byValue()),
    INCREMENT_LONG("incrementLong", ValueKind.LONG, CacheSettings.byValue()),
    GET_CREATED_EXPIRY(
            "getCreatedExpiry", ValueKind.STRING, CacheSettings.byValue().withExpiry(CacheSettings.Expiry.CREATED)),
    GET_TOUCHED_EXPIRY(
            "getTouchedExpiry", ValueKind.STRING, CacheSettings.byValue().withExpiry(CacheSettings.Expiry.TOUCHED)),
    GET_WITH_STATISTICS(
            "getWithStatistics", ValueKind.STRING, CacheSettings.byValue().withStatistics()),
    PUT_WITH_LISTENER(
            "putWithListener", ValueKind.STRING, CacheSettings.byValue().withListener()),
    BOUNDED_CACHE_ASIDE(
            "boundedCacheAside",
            ValueKind.STRING,
            CacheSettings.byValue().withMaxEntries(Workload.BOUNDED_MAX_ENTRIES));

    static final long BOUNDED_MAX_ENTRIES = 10_000;

    private final String methodName;
    private final ValueKind valueKind;

    @SuppressWarnings("ImmutableEnumChecker") // A record of primitives and an OptionalLong.
    private final CacheSettings settings;

    Workload(String methodName, ValueKind valueKind, CacheSettings settings) {
        this.methodName = methodName;
        this.valueKind = valueKind;
        this.settings = settings;
    }

    /** The name of the benchmark method, by which the workload is asked for on the command line too. */
    String methodName() {
        return methodName;
    }

    ValueKind valueKind() {
        return valueKind;
    }

    CacheSettings settings() {
        return settings;
    }

    /** The limit that the others are divided by: a map has no bound, so a bounded cache is compared with Caffeine. */
    String baseline() {
        return settings.maxEntries().isEmpty() ? Providers.RAW_MAP : Providers.RAW_CAFFEINE;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Workload::methodName).collect(Collectors.toList());
    }

    /** Finds a workload by its method name, with or without the name of the benchmark class in front. */
    static Workload named(String name) {
        String methodName = name.substring(name.lastIndexOf('.') + 1);
        for (Workload workload : values()) {
            if (workload.methodName.equals(methodName)) {
                return workload;
            }
        }
        throw new IllegalArgumentException(
                String.format(Locale.ROOT, "Unknown workload '%s'; choose from %s.", name, names()));
    }
}

package dev.larder.benchmarks.traces;

import com.github.benmanes.caffeine.cache.simulator.parser.TraceFormat;
import com.github.benmanes.caffeine.cache.simulator.policy.AccessEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The traces that lie in the simulator's jar. What two of them record of Scarab takes 70 MB and is left out. */
enum Trace {
    LIRS_2_POOLS(TraceFormat.LIRS, "2_pools.trace.gz"),
    LIRS_BACKF(TraceFormat.LIRS, "backf.trace.gz"),
    LIRS_CPP(TraceFormat.LIRS, "cpp.trace.gz"),
    LIRS_CS(TraceFormat.LIRS, "cs.trace.gz"),
    LIRS_GLI(TraceFormat.LIRS, "gli.trace.gz"),
    LIRS_LOOP(TraceFormat.LIRS, "loop.trace.gz"),
    LIRS_MULTI1(TraceFormat.LIRS, "multi1.trace.gz"),
    LIRS_MULTI2(TraceFormat.LIRS, "multi2.trace.gz"),
    LIRS_MULTI3(TraceFormat.LIRS, "multi3.trace.gz"),
    LIRS_PS(TraceFormat.LIRS, "ps.trace.gz"),
    LIRS_SCAN(TraceFormat.LIRS, "scan.trace.gz"),
    LIRS_SPRITE(TraceFormat.LIRS, "sprite.trace.gz"),
    LIRS_ZIGZAG(TraceFormat.LIRS, "zigzag.trace.gz"),
    ORM_BUSY(TraceFormat.CACHE2K, "orm-busy.trace.xz"),
    ORM_NIGHT(TraceFormat.CACHE2K, "orm-night.trace.xz"),
    WEB_07(TraceFormat.CACHE2K, "web07.trace.xz"),
    WEB_12(TraceFormat.CACHE2K, "web12.trace.xz"),
    BLOCK_W106(TraceFormat.CLOUD_PHYSICS, "w106.trace.xz"),
    GRADLE(TraceFormat.GRADLE, "build-cache.xz"),
    CORDA(TraceFormat.CORDA, "trace_vaultservice.gz"),
    CORDA_LARGE(TraceFormat.CORDA, "trace_vaultservice_large.gz"),
    SCARAB_RECS(TraceFormat.SCARAB, "scarab-recs.trace.xz"),
    CPU_GCC(TraceFormat.ADDRESS, "gcc.trace.gz"),
    CPU_GZIP(TraceFormat.ADDRESS, "gzip.trace.gz"),
    CPU_MCF(TraceFormat.ADDRESS, "mcf.trace.gz"),
    CPU_SWIM(TraceFormat.ADDRESS, "swim.trace.gz"),
    CPU_TWOLF(TraceFormat.ADDRESS, "twolf.trace.gz");

    private final TraceFormat format;
    private final String file;

    Trace(TraceFormat format, String file) {
        this.format = format;
        this.file = file;
    }

    String traceName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The keys asked for, in order; all of them in memory, since they are replayed many times. */
    long[] keys() {
        try (Stream<AccessEvent> events = format.readFiles(List.of(file)).events()) {
            return events.mapToLong(AccessEvent::key).toArray();
        }
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Trace::traceName).toList();
    }

    static Trace named(String name) {
        for (Trace trace : values()) {
            if (trace.traceName().equals(name)) {
                return trace;
            }
        }
        throw new IllegalArgumentException(
                String.format(Locale.ROOT, "Unknown trace '%s'; choose from %s.", name, names()));
    }
}

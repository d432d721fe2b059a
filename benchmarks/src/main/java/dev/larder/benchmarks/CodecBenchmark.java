package dev.larder.benchmarks;

import dev.larder.store.CodecConfig;
import dev.larder.store.ValueFormat;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.fory.Fory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to turn a value into bytes and back, through the format that applications use: that adds one copy of the
 * bytes to what a keyspace does. The contestant is Fory alone, as the codec sets it up, in the hands of one thread. Run it with
 * {@link CpuTimeProfiler} where the machine has other work.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class CodecBenchmark {
    /** An object of ten fields. */
    public static final class Invoice {
        long id = 123_456_789;
        int lines = 42;
        double total = 1_234.56;
        boolean paid = true;
        String customer = "Erika Mustermann";
        String street = "Hauptstra\u00dfe 5";
        String city = "K\u00f6ln";
        UUID token = new UUID(0x0123_4567_89ab_cdefL, 0x0fed_cba9_8765_4321L);
        Instant createdAt = Instant.ofEpochSecond(1_700_000_000L, 5_000_000);
        BigDecimal tax = new BigDecimal("197.11");
    }

    /** What is written. */
    @Param({"object", "text", "bytes"})
    public String kind = "object";

    /** By which codec; {@code auto} is Fory for the object, and Larder's own for the others. */
    @Param({"auto"})
    public String codec = "auto";

    private ValueFormat format = ValueFormat.of(CodecConfig.defaults());
    private Object value = "";
    private byte[] bytes = {};
    private byte[] bytesByForyAlone = {};

    private final Fory fory = Fory.builder()
            .withXlang(false)
            .withCompatible(true)
            .withRefTracking(true)
            .ignoreStringRef(true)
            .ignoreTimeRef(true)
            .serializeEnumByName(true)
            .build();

    /** Makes the value and its bytes. */
    @Setup
    public void prepare() {
        format = ValueFormat.of(
                CodecConfig.builder().valueCodec(codec).types(Invoice.class).build());
        value = switch (kind) {
            case "object" -> new Invoice();
            case "text" -> "0123456789abcdef".repeat(6) + "0123";
            case "bytes" -> new byte[100];
            default -> throw new IllegalArgumentException("no kind of value: " + kind);
        };
        bytes = format.serialize(value);
        fory.register(Invoice.class, "dev.larder.benchmarks", "CodecBenchmark$Invoice");
        bytesByForyAlone = fory.serialize(value);
    }

    @Benchmark
    public byte[] encode() {
        return format.serialize(value);
    }

    @Benchmark
    public Object decode() {
        return format.deserialize(bytes);
    }

    @Benchmark
    public byte[] encodeByForyAlone() {
        return fory.serialize(value);
    }

    @Benchmark
    public Object decodeByForyAlone() {
        return fory.deserialize(bytesByForyAlone);
    }
}

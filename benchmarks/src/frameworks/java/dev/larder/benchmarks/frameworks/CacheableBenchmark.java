package dev.larder.benchmarks.frameworks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A hit of {@code @Cacheable} through Spring's proxy: 10,000 entries, asked for at random. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@State(Scope.Benchmark)
public class CacheableBenchmark {
    private static final int ENTRIES = 10_000;
    private static final int QUESTIONS = 1 << 16;

    @Param("caffeine")
    public String contestant = SpringContestants.CAFFEINE;

    private final long[] questions = new Random(42).longs(QUESTIONS, 0, ENTRIES).toArray();
    private @Nullable AnnotationConfigApplicationContext context;

    @SuppressWarnings("NullAway.Init")
    private UserService users;

    private long loads;

    /** As an application has it. */
    @Configuration(proxyBeanMethods = false)
    @EnableCaching(proxyTargetClass = true)
    static class Caching {}

    /** A thread's place in the sequence of questions. */
    @State(Scope.Thread)
    public static class Cursor {
        private int position = new Random().nextInt(QUESTIONS);

        int next() {
            return position++ & (QUESTIONS - 1);
        }
    }

    @Setup
    public void fill() {
        AnnotationConfigApplicationContext made = new AnnotationConfigApplicationContext();
        made.register(Caching.class, UserService.class);
        made.registerBean(CacheManager.class, () -> SpringContestants.create(contestant));
        made.refresh();
        context = made;
        users = made.getBean(UserService.class);
        for (long id = 0; id < ENTRIES; id++) {
            users.find(id);
            users.findIn("acme", id);
        }
        loads = users.calls();
    }

    /** A contestant that loads anything again has lost it, and measures something else. */
    @TearDown
    public void close() {
        if (users.calls() != loads) {
            throw new IllegalStateException(contestant + " lost " + (users.calls() - loads) + " entries.");
        }
        if (context != null) {
            context.close();
        }
    }

    @Benchmark
    public Object hit(Cursor cursor) {
        return users.find(questions[cursor.next()]);
    }

    @Benchmark
    public Object hitSync(Cursor cursor) {
        return users.findOnce(questions[cursor.next()]);
    }

    @Benchmark
    public Object hitTwoArguments(Cursor cursor) {
        return users.findIn("acme", questions[cursor.next()]);
    }
}

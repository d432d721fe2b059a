package dev.larder.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads from Linux's {@code /proc} how much CPU the threads of a process have used that Java's management beans do not
 * list: the compiler's and the collector's.
 *
 * <p>A thread that has ended is forgotten; run the JVM with {@code -XX:-UseDynamicNumberOfCompilerThreads} so that no
 * compiler thread ends.
 */
final class ThreadCpu {
    /** How {@code /proc} counts time in {@code stat}: the kernel's USER_HZ, 100 on every platform Java runs on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Positions in {@code stat} after the name in parentheses, whose blanks would shift them. */
    private static final int USER_TICKS_FIELD = 11;

    private static final int SYSTEM_TICKS_FIELD = 12;

    private final Path tasks;

    /** Reads a directory of threads such as {@code /proc/self/task}. */
    ThreadCpu(Path tasks) {
        this.tasks = tasks;
    }

    static ThreadCpu ofThisProcess() {
        return new ThreadCpu(Path.of("/proc/self/task"));
    }

    /** Whether the platform says so at all. */
    boolean isAvailable() {
        return Files.isDirectory(tasks);
    }

    /** The CPU time in nanoseconds that the living compiler threads have used since they started. */
    long compilerNanos() throws IOException {
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                sum += compilerNanos(thread);
            }
        }
        return sum;
    }

    private static long compilerNanos(Path thread) throws IOException {
        try {
            return isCompiler(Files.readString(thread.resolve("comm"))) ? cpuNanos(thread) : 0;
        } catch (NoSuchFileException e) {
            return 0; // The thread ended while the directory was read.
        }
    }

    /** Whether a thread's name, which Linux cuts after 15 characters, is that of a compiler thread. */
    static boolean isCompiler(String name) {
        return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler") || name.startsWith("JVMCI");
    }

    private static long cpuNanos(Path thread) throws IOException {
        Path precise = thread.resolve("schedstat");
        return Files.exists(precise)
                ? nanosOfSchedstat(Files.readString(precise))
                : nanosOfStat(Files.readString(thread.resolve("stat")));
    }

    /** Nanoseconds on the CPU: the first of the three numbers in {@code schedstat}. */
    static long nanosOfSchedstat(String schedstat) {
        String[] fields = schedstat.trim().split(" ", -1);
        if (fields.length != 3) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "A schedstat file has three numbers, found '%s'.", schedstat));
        }
        return Long.parseLong(fields[0]);
    }

    /** User and system time of a {@code stat} file, exact to 10 ms. */
    static long nanosOfStat(String stat) {
        int nameEnd = stat.lastIndexOf(')');
        String[] fields = stat.substring(nameEnd + 1).trim().split(" ", -1);
        if (nameEnd < 0 || fields.length <= SYSTEM_TICKS_FIELD) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "A stat file has a name in parentheses and at least 15 fields, found '%s'.", stat));
        }
        long ticks = Long.parseLong(fields[USER_TICKS_FIELD]) + Long.parseLong(fields[SYSTEM_TICKS_FIELD]);
        return ticks * NANOS_PER_TICK;
    }
}

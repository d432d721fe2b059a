package dev.larder.benchmarks.durability;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What some work took: by the clock, of this thread's CPU time, and of the whole process'. For one thread. */
final class CpuMeter {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long startNanos = System.nanoTime();
    private final long startThreadNanos = THREADS.getCurrentThreadCpuTime();
    private final long startProcessNanos = SYSTEM.getProcessCpuTime();

    private CpuMeter() {}

    /** Begins to measure. */
    static CpuMeter start() {
        return new CpuMeter();
    }

    /** Nanoseconds of the clock since the start. */
    double wallNanos() {
        return System.nanoTime() - startNanos;
    }

    /** Nanoseconds of CPU that this thread has used since the start. */
    double threadNanos() {
        return THREADS.getCurrentThreadCpuTime() - startThreadNanos;
    }

    /** Nanoseconds of CPU that all threads have used since the start, the compiler's and the collector's too. */
    double processNanos() {
        return SYSTEM.getProcessCpuTime() - startProcessNanos;
    }
}

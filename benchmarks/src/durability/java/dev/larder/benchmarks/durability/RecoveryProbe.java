package dev.larder.benchmarks.durability;

import dev.larder.store.DiskStatus;
import dev.larder.store.Keyspace;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Store;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** A JVM that writes entries to a data directory, or opens one and tells what that took until the last entry was there. */
final class RecoveryProbe {
    static final String WRITE = "write";
    static final String OPEN = "open";
    static final String WALL = ", wall";
    static final String CPU = ", CPU of the process";
    static final String BYTES = ", bytes of an entry";
    static final String OVERHEAD = ", bytes beside key and value";

    /** Some entries, spread over all, are looked at. */
    private static final int CHECKED_ENTRIES = 1_000;

    private RecoveryProbe() {}

    /** Runs with what to do, the form, the directory and the number of entries. */
    public static void main(String[] args) {
        RecoveryForm form = RecoveryForm.titled(args[1]);
        Path directory = Path.of(args[2]);
        int entryCount = Integer.parseInt(args[3]);
        if (args[0].equals(WRITE)) {
            write(System.out, form, directory, entryCount);
        } else {
            open(System.out, form, directory, entryCount);
        }
    }

    private static void write(PrintStream out, RecoveryForm form, Path directory, int entryCount) {
        try (Store store = LarderStores.open(form.disk(directory))) {
            Keyspace<String, String> keyspace = LarderStores.keyspace(store, form.mode());
            for (int number : Entries.shuffled(entryCount)) {
                keyspace.put(Entries.key(number), Entries.value(number));
            }
            keyspace.snapshot();
            DiskStatus disk = Objects.requireNonNull(store.disk(), "the store was opened with a data directory");
            double bytes = (double) (form.mode() == Mode.LOG ? disk.logBytes() : disk.snapshotBytes()) / entryCount;
            Figures.tell(out, form.title() + BYTES, "B", bytes);
            Figures.tell(out, form.title() + OVERHEAD, "B", bytes - Entries.PAYLOAD_BYTES);
        }
    }

    private static void open(PrintStream out, RecoveryForm form, Path directory, int entryCount) {
        CpuMeter meter = CpuMeter.start();
        try (Store store = LarderStores.open(form.disk(directory))) {
            Keyspace<String, String> keyspace = LarderStores.keyspace(store, form.mode());
            keyspace.restored().toCompletableFuture().join();
            double wallNanos = meter.wallNanos();
            double cpuNanos = meter.processNanos();
            requireAll(keyspace, entryCount);
            Figures.tell(out, form.title() + WALL, "s", wallNanos / 1e9);
            Figures.tell(out, form.title() + CPU, "s", cpuNanos / 1e9);
        }
    }

    private static void requireAll(Keyspace<String, String> keyspace, int entryCount) {
        if (keyspace.size() != entryCount) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT, "Wrote %d entries and found %d after opening.", entryCount, keyspace.size()));
        }
        for (int i = 0; i < CHECKED_ENTRIES; i++) {
            long number = (long) i * entryCount / CHECKED_ENTRIES;
            String found = keyspace.get(Entries.key(number));
            if (!Entries.value(number).equals(found)) {
                throw new IllegalStateException("Entry " + number + " came back as '" + found + "'.");
            }
        }
    }
}

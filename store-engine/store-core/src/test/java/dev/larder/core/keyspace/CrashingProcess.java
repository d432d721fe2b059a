package dev.larder.core.keyspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.larder.core.keyspace.CrashSteps.State;
import dev.larder.store.Capacity;
import dev.larder.store.Decision;
import dev.larder.store.DiskConfig;
import dev.larder.store.Durability;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Operations;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.WhileLoading;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.spi.FileSystem;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/**
 * Changes keyspaces by several threads and takes snapshots all the time, until it is killed. What is over is told on the
 * standard output: a change by the number of its thread and {@code +} or {@code -}, whether there was an entry; the begin of
 * a snapshot of all, and its end; each step of the start.
 *
 * @param directory the store's
 * @param mode of the keyspaces that are judged
 * @param durability of the store
 * @param whileLoading {@code MISS} lets the entries be read only after so many changes were made
 * @param seed of all that is done
 * @param startMillis what deadlines are counted from
 */
record CrashingProcess(
        Path directory, Mode mode, Durability durability, WhileLoading whileLoading, long seed, long startMillis) {
    static final char STARTING = '.';
    static final char SNAPSHOT_BEGINS = 's';
    static final char SNAPSHOT_ENDS = 'S';
    static final int THREADS = 6;
    /** How often the keyspace beside is changed for each change that is judged; so it does not fill the disk. */
    private static final int CROWDED_PER_CHANGE = 3;
    /** How many changes are made before anything is read, in a keyspace that misses meanwhile. */
    static final int CHANGES_WHILE_LOADING = 300;

    List<String> arguments() {
        return List.of(
                directory.toString(),
                mode.name(),
                durability.name(),
                whileLoading.name(),
                Long.toString(seed),
                Long.toString(startMillis));
    }

    /** The same, of another directory. */
    CrashingProcess in(Path other) {
        return new CrashingProcess(other, mode, durability, whileLoading, seed, startMillis);
    }

    CrashSteps[] steps() {
        CrashSteps[] steps = new CrashSteps[THREADS];
        for (int thread = 0; thread < THREADS; thread++) {
            steps[thread] = new CrashSteps(seed, thread, startMillis);
        }
        return steps;
    }

    /** What the store has that is found in the directory, each entry by {@code keyspace/key}. */
    Map<String, State> contents() {
        Map<String, State> contents = new TreeMap<>();
        try (Store store = open(FileSystem.system())) {
            for (Keyspace<String, String> keyspace : create(store, Persistence.Role.DATA, WhileLoading.WAIT)) {
                keyspace.iterator().forEachRemaining(entry -> {
                    EntryView<String> view = entry.getValue();
                    contents.put(
                            keyspace.name() + "/" + entry.getKey(), new State(view.value(), view.expiresAtMillis()));
                });
            }
        }
        return contents;
    }

    private Store open(FileSystem fileSystem) {
        DiskConfig disk = DiskConfig.at(directory)
                .durability(durability)
                .segmentBytes(DiskConfig.LEAST_SEGMENT_BYTES)
                .fileSystem(fileSystem)
                .build();
        return Store.open(StoreConfig.builder().disk(disk).build());
    }

    /** The keyspaces that are judged: each thread's own, and behind them the one of all. */
    private List<Keyspace<String, String>> create(Store store, Persistence.Role role, WhileLoading loading) {
        List<Keyspace<String, String>> keyspaces = new ArrayList<>();
        for (int thread = 0; thread <= THREADS; thread++) {
            keyspaces.add(store.create(
                    thread == THREADS ? CrashSteps.SHARED : CrashSteps.own(thread),
                    KeyspaceConfig.<String, String>builder()
                            .persistence(Persistence.builder(mode)
                                    .role(role)
                                    .whileLoading(loading)
                                    .build())
                            .build()));
        }
        return keyspaces;
    }

    public static void main(String[] arguments) {
        new CrashingProcess(
                        Path.of(arguments[0]),
                        Mode.valueOf(arguments[1]),
                        Durability.valueOf(arguments[2]),
                        WhileLoading.valueOf(arguments[3]),
                        Long.parseLong(arguments[4]),
                        Long.parseLong(arguments[5]))
                .run();
    }

    private void run() {
        tell("" + STARTING);
        GatedDisk disk = new GatedDisk(CHANGES_WHILE_LOADING);
        Store store = open(disk);
        tell("" + STARTING);
        if (whileLoading == WhileLoading.MISS) {
            disk.shut();
        }
        List<Keyspace<String, String>> keyspaces = create(
                store,
                whileLoading == WhileLoading.MISS ? Persistence.Role.CACHE : Persistence.Role.DATA,
                whileLoading);
        tell("" + STARTING);
        Semaphore crowding = new Semaphore(0);
        Runnable changed = () -> {
            disk.changed();
            crowding.release(CROWDED_PER_CHANGE);
        };
        CrashSteps[] steps = steps();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            start(() -> change(keyspaces.get(number), keyspaces.get(THREADS), steps[number], number, changed));
        }
        start(() -> crowd(store, crowding));
        start(() -> snapshots(store, keyspaces));
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setUncaughtExceptionHandler((failed, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(2);
        });
        thread.start();
    }

    /** Not buffered: what is told is out of the process when the call returns, in one piece. */
    private static void tell(String line) {
        try {
            new FileOutputStream(FileDescriptor.out).write((line + "\n").getBytes(UTF_8));
        } catch (IOException parentIsGone) {
            Runtime.getRuntime().halt(1);
        }
    }

    private static void change(
            Keyspace<String, String> own,
            Keyspace<String, String> shared,
            CrashSteps steps,
            int thread,
            Runnable changed) {
        while (true) {
            CrashSteps.Step step = steps.next();
            Keyspace<String, String> keyspace = step.keyspace().equals(CrashSteps.SHARED) ? shared : own;
            boolean found = true;
            switch (step.kind()) {
                case PUT -> keyspace.put(step.key(), step.value());
                case PUT_WITH_DEADLINE ->
                    keyspace.run(step.key(), Operations.put(new Decision.Put<>(step.value(), step.deadlineMillis())));
                case REMOVE -> found = keyspace.remove(step.key());
                case MOVE_DEADLINE -> found = keyspace.expireAt(step.key(), step.deadlineMillis());
                case CLEAR -> keyspace.clear();
            }
            tell(thread + (found ? "+" : "-"));
            changed.run();
        }
    }

    /** Snapshots of one and of all, again and again; a keyspace that is kept by its log alone gets few. */
    private void snapshots(Store store, List<Keyspace<String, String>> keyspaces) {
        keyspaces.forEach(keyspace -> keyspace.restored().toCompletableFuture().join());
        for (int i = 0; mode != Mode.LOG || i < seed % 3; i++) {
            tell("" + SNAPSHOT_BEGINS);
            keyspaces.get(i % keyspaces.size()).snapshot();
            store.snapshot();
            tell("" + SNAPSHOT_ENDS);
        }
    }

    /** Another keyspace in the same log, whose entries are evicted and cleared all the time. */
    private static void crowd(Store store, Semaphore crowding) {
        Keyspace<Integer, byte[]> crowded = store.create(
                "crowded",
                KeyspaceConfig.<Integer, byte[]>builder()
                        .capacity(Capacity.entries(100))
                        .persistence(Persistence.hybrid())
                        .build());
        for (int i = 0; true; i++) {
            crowding.acquireUninterruptibly();
            crowded.put(i % 1_000, new byte[i % 2_000]);
            if (i % 10_000 == 0) {
                crowded.clear();
            }
        }
    }
}

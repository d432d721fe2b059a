package dev.larder.core.keyspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.larder.store.Capacity;
import dev.larder.store.Decision;
import dev.larder.store.DiskConfig;
import dev.larder.store.Durability;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Operations;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Changes a keyspace by several threads, tells each change on the standard output once the call returned, and takes snapshots
 * all the time, until it is killed. Arguments: directory, mode, durability, seed, threads.
 */
final class CrashingProcess {
    /** The keyspace whose entries are judged. */
    static final String NAME = "things";

    private CrashingProcess() {}

    static Store open(Path directory, Durability durability) {
        DiskConfig disk = DiskConfig.at(directory)
                .durability(durability)
                .segmentBytes(DiskConfig.LEAST_SEGMENT_BYTES)
                .build();
        return Store.open(StoreConfig.builder().disk(disk).build());
    }

    static Keyspace<String, String> create(Store store, Mode mode) {
        return store.create(
                NAME,
                KeyspaceConfig.<String, String>builder()
                        .persistence(Persistence.builder(mode)
                                .role(Persistence.Role.DATA)
                                .build())
                        .build());
    }

    public static void main(String[] arguments) {
        Mode mode = Mode.valueOf(arguments[1]);
        Store store = open(Path.of(arguments[0]), Durability.valueOf(arguments[2]));
        Keyspace<String, String> keyspace = create(store, mode);
        long seed = Long.parseLong(arguments[3]);
        for (int thread = 0; thread < Integer.parseInt(arguments[4]); thread++) {
            int number = thread;
            start(() -> change(keyspace, new CrashSteps(seed, number), number));
        }
        start(() -> crowd(store));
        if (mode != Mode.LOG) {
            start(() -> {
                while (true) {
                    store.snapshot();
                }
            });
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setUncaughtExceptionHandler((failed, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(2);
        });
        thread.start();
    }

    private static void change(Keyspace<String, String> keyspace, CrashSteps steps, int thread) {
        // Not buffered: what is told is out of the process when the call returns, in one piece.
        FileOutputStream told = new FileOutputStream(FileDescriptor.out);
        byte[] line = (thread + "\n").getBytes(UTF_8);
        while (true) {
            CrashSteps.Step step = steps.next();
            switch (step.kind()) {
                case PUT -> keyspace.put(step.key(), step.value());
                case PUT_WITH_DEADLINE ->
                    keyspace.run(step.key(), Operations.put(new Decision.Put<>(step.value(), step.deadlineMillis())));
                case REMOVE -> keyspace.remove(step.key());
                case MOVE_DEADLINE -> keyspace.expireAt(step.key(), step.deadlineMillis());
            }
            try {
                told.write(line);
            } catch (IOException parentIsGone) {
                Runtime.getRuntime().halt(1);
            }
        }
    }

    /** Another keyspace in the same log, whose entries are evicted and cleared all the time. */
    private static void crowd(Store store) {
        Keyspace<Integer, byte[]> crowded = store.create(
                "crowded",
                KeyspaceConfig.<Integer, byte[]>builder()
                        .capacity(Capacity.entries(100))
                        .persistence(Persistence.hybrid())
                        .build());
        for (int i = 0; true; i++) {
            crowded.put(i % 1_000, new byte[i % 2_000]);
            if (i % 10_000 == 0) {
                crowded.clear();
            }
        }
    }
}

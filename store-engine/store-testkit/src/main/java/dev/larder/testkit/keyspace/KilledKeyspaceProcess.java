package dev.larder.testkit.keyspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.larder.store.Capacity;
import dev.larder.store.DiskConfig;
import dev.larder.store.Durability;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Persistence.Role;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Changes keyspaces of a tier, each by one thread, and tells each change on the standard output once the call returned, while
 * others are read and swept, until it is killed.
 *
 * <p>Arguments: directory, tier, durability, seed, how many writers, and the tier's settings, each {@code name=value}.
 */
public final class KilledKeyspaceProcess {
    private static final int TABLE_ENTRIES = 10;

    private KilledKeyspaceProcess() {}

    static Store open(Path directory, Durability durability, List<String> tierSettings) {
        DiskConfig.Builder disk = DiskConfig.at(directory)
                .durability(durability)
                .syncInterval(Duration.ofMillis(5))
                .segmentBytes(DiskConfig.LEAST_SEGMENT_BYTES);
        for (String setting : tierSettings) {
            int equals = setting.indexOf('=');
            disk.tierSetting(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return Store.open(StoreConfig.builder().disk(disk.build()).build());
    }

    static Keyspace<String, String> create(Store store, String tier, int writer) {
        return store.create(
                "things-" + writer,
                KeyspaceConfig.<String, String>builder()
                        .capacity(Capacity.entries(TABLE_ENTRIES))
                        .persistence(Persistence.builder(Mode.TIER)
                                .tier(tier)
                                .role(Role.DATA)
                                .build())
                        .build());
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) {
        List<String> settings = Arrays.asList(arguments).subList(5, arguments.length);
        Store store = open(Path.of(arguments[0]), Durability.valueOf(arguments[2]), settings);
        long seed = Long.parseLong(arguments[3]);
        List<Keyspace<String, String>> keyspaces = new ArrayList<>();
        for (int writer = 0; writer < Integer.parseInt(arguments[4]); writer++) {
            keyspaces.add(create(store, arguments[1], writer));
        }
        for (int writer = 0; writer < keyspaces.size(); writer++) {
            int number = writer;
            start(() -> change(keyspaces.get(number), new KilledKeyspaceSteps(seed, number), number));
        }
        start(() -> read(keyspaces, new SplittableRandom(seed)));
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setUncaughtExceptionHandler((failed, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(2);
        });
        thread.start();
    }

    private static void change(Keyspace<String, String> keyspace, KilledKeyspaceSteps steps, int writer) {
        // Not buffered: what is told is out of the process when the call returns, in one piece.
        FileOutputStream told = new FileOutputStream(FileDescriptor.out);
        byte[] line = (writer + "\n").getBytes(UTF_8);
        while (true) {
            steps.next().makeIn(keyspace);
            try {
                told.write(line);
            } catch (IOException parentIsGone) {
                Runtime.getRuntime().halt(1);
            }
        }
    }

    /** Brings entries into the tables, and has them evicted and expire. */
    private static void read(List<Keyspace<String, String>> keyspaces, SplittableRandom random) {
        while (true) {
            Keyspace<String, String> keyspace = keyspaces.get(random.nextInt(keyspaces.size()));
            keyspace.get(KilledKeyspaceSteps.randomKey(random));
            if (random.nextInt(100) == 0) {
                keyspace.maintain();
            }
        }
    }
}

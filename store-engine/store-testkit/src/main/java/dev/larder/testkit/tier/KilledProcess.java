package dev.larder.testkit.tier;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.larder.store.spi.Tier;
import dev.larder.store.spi.TierProvider;
import dev.larder.store.spi.TierProvider.TierStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Changes a tier by several threads and tells each change on the standard output once the tier returned, until it is killed:
 * a line with the thread's number for each.
 *
 * <p>Arguments: the provider's name, the directory, the keyspace, the seed, how many threads, whether to wait for the disk.
 */
public final class KilledProcess {
    private KilledProcess() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) {
        TierProvider provider = ServiceLoader.load(TierProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.name().equals(arguments[0]))
                .findFirst()
                .orElseThrow();
        TierStore store = provider.open(Path.of(arguments[1]), Map.of(), Duration.ofSeconds(1));
        Tier tier = store.tier(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        boolean waits = Boolean.parseBoolean(arguments[5]);
        for (int thread = 0; thread < Integer.parseInt(arguments[4]); thread++) {
            int number = thread;
            Thread writer = new Thread(() -> change(tier, new KillSteps(seed, number), number, waits));
            writer.setUncaughtExceptionHandler((failed, failure) -> {
                failure.printStackTrace();
                Runtime.getRuntime().halt(2);
            });
            writer.start();
        }
    }

    private static void change(Tier tier, KillSteps steps, int thread, boolean waits) {
        // Not buffered: what is told is out of the process when the call returns, in one piece.
        FileOutputStream told = new FileOutputStream(FileDescriptor.out);
        byte[] line = (thread + "\n").getBytes(UTF_8);
        while (true) {
            KillSteps.Step step = steps.next();
            byte[] key = step.key().getBytes(UTF_8);
            long change = step.removes() ? tier.remove(key) : tier.put(key, step.record());
            if (waits) {
                tier.whenDurable(change).toCompletableFuture().join();
            }
            try {
                told.write(line);
            } catch (IOException parentIsGone) {
                Runtime.getRuntime().halt(1);
            }
        }
    }
}

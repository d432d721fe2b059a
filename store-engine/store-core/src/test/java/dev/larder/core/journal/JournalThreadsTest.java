package dev.larder.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.core.journal.Logs.Notes;
import dev.larder.store.Durability;
import dev.larder.store.spi.FileSystem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads append, wait, rotate and replay at once. */
class JournalThreadsTest {
    private static final int SEGMENT_BYTES = 256 << 10;
    private static final List<Durability> DURABILITIES = List.of(Durability.values());

    @TempDir
    Path directory;

    @Test
    void append_manyThreads_logHasEachFrameOnceInOrder() throws Exception {
        Map<Long, String> appended = new ConcurrentSkipListMap<>();
        try (Journal journal = open(new Notes())) {
            inThreads(16, (thread, random) -> {
                for (int i = 0; i < 400; i++) {
                    String text = thread + ":" + i + "x".repeat(random.nextInt(500));
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    Durability durability = DURABILITIES.get(random.nextInt(DURABILITIES.size()));
                    long sequence = journal.append(bytes, 0, bytes.length, durability);
                    assertThat(appended.put(sequence, text)).isNull();
                    if (durability == Durability.SYNC) {
                        journal.awaitDurable(sequence);
                        assertThat(journal.durableSequence()).isGreaterThanOrEqualTo(sequence);
                    }
                    if (thread == 0 && i % 50 == 0) {
                        assertThat(journal.rotate()).isGreaterThanOrEqualTo(sequence);
                    }
                }
            });
        }
        Notes notes = new Notes();
        open(notes).close();

        List<String> expected = new ArrayList<>();
        appended.forEach((sequence, text) -> expected.add(sequence + "=" + text));
        assertThat(notes.frames).isEqualTo(expected);
        Map<String, Integer> lastOfThread = new TreeMap<>();
        for (String text : appended.values()) {
            String thread = text.substring(0, text.indexOf(':'));
            int number = Integer.parseInt(text.substring(text.indexOf(':') + 1).replace("x", ""));
            Integer before = lastOfThread.put(thread, number);
            assertThat(number).isEqualTo(before == null ? 0 : before + 1);
        }
    }

    @Test
    void whenDurable_windowOfFutures_completesAllInOrder() {
        try (Journal journal = open(new Notes())) {
            List<CompletableFuture<@Nullable Void>> futures = new ArrayList<>();
            List<Integer> completed = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                int number = i;
                CompletableFuture<@Nullable Void> future = journal.whenDurable(Logs.append(journal, "frame " + i));
                futures.add(future.thenRun(() -> {
                    synchronized (completed) {
                        completed.add(number);
                    }
                }));
            }
            CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).join();

            assertThat(completed).hasSize(5000);
            assertThat(journal.durableSequence()).isEqualTo(journal.lastSequence());
        }
    }

    @Test
    void append_background_isConfirmedByTheInterval() {
        try (Journal journal = open(new Notes())) {
            byte[] bytes = {1};
            long sequence = journal.append(bytes, 0, 1, Durability.BACKGROUND);
            while (journal.durableSequence() < sequence) {
                Thread.onSpinWait();
            }

            assertThat(journal.durableSequence()).isEqualTo(sequence);
        }
    }

    private Journal open(Notes notes) {
        return Journal.open(Logs.config(FileSystem.system(), directory, SEGMENT_BYTES, true), 1, notes);
    }

    private interface Work {
        void run(int thread, Random random) throws Exception;
    }

    private static void inThreads(int count, Work work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int thread = i;
                results.add(executor.submit(() -> {
                    work.run(thread, new Random(thread));
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            executor.shutdown();
        }
    }
}

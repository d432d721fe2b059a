package dev.larder.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.core.journal.Logs.Notes;
import dev.larder.store.StoreException;
import dev.larder.testkit.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A log that is used, loses its power, is opened again and goes on being used, several times, against a model of what it must
 * still have. All it does follows from its seed.
 */
final class CrashRun {
    private static final Path DIRECTORY = Path.of("data");

    private final long seed;
    private final Random random;
    private FaultyFileSystem disk = new FaultyFileSystem();

    /** What the log had, {@code sequence=text}; all but the last ones is confirmed. */
    private List<String> frames = new ArrayList<>();

    private long confirmedThrough;
    private long firstSegment = 1;

    CrashRun(long seed) throws IOException {
        this.seed = seed;
        this.random = new Random(seed);
        disk.createDirectories(DIRECTORY);
    }

    /**
     * Uses the log until the power goes off, and checks what is found then.
     *
     * @param operation of the file system at which the power goes off
     * @return whether it came to that operation
     */
    boolean use(long operation) {
        disk.powerOffAt(operation);
        boolean reached = false;
        try {
            use();
        } catch (StoreException powerOff) {
            reached = true;
        }
        disk = disk.crash(random.nextLong());
        return reached;
    }

    private void use() {
        Journal journal = openAndCheck();
        int steps = random.nextInt(60);
        for (int step = 0; step < steps; step++) {
            switch (random.nextInt(12)) {
                case 0 -> release(journal);
                case 1, 2, 3 -> {
                    journal.force();
                    confirmedThrough = journal.durableSequence();
                }
                default -> append(journal);
            }
        }
        if (random.nextBoolean()) {
            journal.close();
            confirmedThrough = journal.durableSequence();
        }
    }

    private void append(Journal journal) {
        int length = random.nextInt(20) == 0 ? 10_000 : 1 + random.nextInt(600);
        String text = "x".repeat(length) + random.nextInt();
        frames.add(Logs.append(journal, text) + "=" + text);
    }

    private void release(Journal journal) {
        long before = journal.rotate();
        long needed = journal.firstSegmentFor(random.nextBoolean() ? before : confirmedThrough);
        confirmedThrough = journal.durableSequence();
        firstSegment = needed;
        journal.release(needed);
    }

    private Journal openAndCheck() {
        Notes notes = new Notes();
        Journal journal = Journal.open(Logs.config(disk, DIRECTORY), firstSegment, notes);
        List<String> expected = frames.stream()
                .filter(frame -> sequenceOf(frame) >= firstSegment)
                .toList();
        assertThat(notes.frames.size()).as("frames, seed %d", seed).isLessThanOrEqualTo(expected.size());
        assertThat(notes.frames).as("frames, seed %d", seed).isEqualTo(expected.subList(0, notes.frames.size()));
        expected.stream().skip(notes.frames.size()).forEach(lost -> assertThat(sequenceOf(lost))
                .as("a lost frame, seed %d", seed)
                .isGreaterThan(confirmedThrough));
        frames = new ArrayList<>(notes.frames);
        confirmedThrough = journal.durableSequence();
        return journal;
    }

    private static long sequenceOf(String frame) {
        return Long.parseLong(frame.substring(0, frame.indexOf('=')));
    }

    /** How many operations of the file system there were since the power came back. */
    long operationCount() {
        return disk.operationCount();
    }

    Random random() {
        return random;
    }

    /** Opens the log for the last time. */
    void check() {
        openAndCheck();
    }
}

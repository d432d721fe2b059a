package dev.larder.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.core.journal.Logs.Notes;
import dev.larder.testkit.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Power failures at every place, on a disk that loses, tears and reorders what it was not asked to confirm. */
class JournalCrashTest {
    private static final int RUNS = Integer.getInteger("larder.journal.crash.runs", 2_000);
    private static final int GENERATIONS = 5;
    private static final Path DIRECTORY = Path.of("data");
    private static final int SECTOR_BYTES = 512;

    @Test
    void open_powerOffAtEachOperation_hasAllThatWasConfirmedAndNothingElse() throws IOException {
        for (long seed = 0; seed < 12; seed++) {
            long operation = 0;
            boolean reached = true;
            while (reached) {
                CrashRun run = new CrashRun(seed);
                reached = run.use(operation++);
                run.check();
            }
        }
    }

    @Test
    void open_powerOffAgainAndAgain_hasAllThatWasConfirmedAndNothingElse() throws IOException {
        for (long seed = 0; seed < RUNS; seed++) {
            CrashRun run = new CrashRun(seed);
            for (int generation = 0; generation < GENERATIONS; generation++) {
                run.use(run.random().nextInt(200));
            }
            run.check();
        }
    }

    /**
     * Behind the place where a torn log was cut there may be whole frames, as of a file that is written again and again. None
     * of them may become the log's next when others of the same length are written before them.
     */
    @Test
    void append_afterATornTail_neverBringsBackWhatWasCut() throws IOException {
        String wholeSector = "x".repeat(SECTOR_BYTES - FrameFormat.FRAME_HEADER_BYTES - 1);
        int torn = 0;
        for (long seed = 0; seed < 100; seed++) {
            FaultyFileSystem disk = new FaultyFileSystem();
            disk.createDirectories(DIRECTORY);
            Journal first = open(disk, new Notes());
            for (int i = 0; i < 8; i++) {
                Logs.append(first, wholeSector + i);
            }

            FaultyFileSystem afterFirst = disk.crash(seed);
            Notes left = new Notes();
            Journal second = open(afterFirst, left);
            torn += second.recovery().cut() == null ? 0 : 1;
            List<String> expected = new ArrayList<>(left.frames);
            expected.add(Logs.append(second, wholeSector + "n") + "=" + wholeSector + "n");
            second.force();

            Notes found = new Notes();
            open(afterFirst.crash(-seed), found);
            assertThat(found.frames).as("seed %d", seed).isEqualTo(expected);
        }
        assertThat(torn).as("torn logs").isGreaterThan(10);
    }

    private static Journal open(FaultyFileSystem disk, Notes notes) {
        return Journal.open(Logs.config(disk, DIRECTORY), 1, notes);
    }
}

package dev.larder.store.spi.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.larder.store.spi.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedRecordsTest {
    private static final long ALL_IN_MEMORY = 1 << 20;
    private static final long FEW_IN_MEMORY = 1_000;

    @TempDir
    private Path scratch;

    @Test
    void merge_fewRecords_sortsInMemory() {
        try (SortedRecords records = new SortedRecords(scratch.resolve("sort"), ALL_IN_MEMORY)) {
            add(records, "b", "1");
            add(records, "a", "1");
            add(records, "b", "2");

            assertThat(merged(records)).containsExactly(entry("a", "1"), entry("b", "2"));
            assertThat(scratch.resolve("sort")).doesNotExist();
        }
    }

    @Test
    void merge_manyRuns_isSortedAndTheLastOfEachKeyCounts() {
        long seed = 11;
        Random random = new Random(seed);
        TreeMap<String, String> expected = new TreeMap<>();
        Path directory = scratch.resolve("sort");
        try (SortedRecords records = new SortedRecords(directory, FEW_IN_MEMORY)) {
            for (int i = 0; i < 2_000; i++) {
                String key = "key-" + (1_000 + random.nextInt(700));
                add(records, key, "record-" + i);
                expected.put(key, "record-" + i);
            }
            assertThat(directory).isDirectoryContaining(file -> Files.isRegularFile(file));

            assertThat(merged(records)).as("seed %d", seed).containsExactlyEntriesOf(expected);
            assertThat(merged(records)).as("once more").containsExactlyEntriesOf(expected);
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void isEmpty_untilSomethingIsAdded() {
        try (SortedRecords records = new SortedRecords(scratch.resolve("sort"), 1)) {
            assertThat(records.isEmpty()).isTrue();
            add(records, "a", "1");
            assertThat(records.isEmpty()).isFalse();
        }
    }

    @Test
    void deleteAll_nestedFiles_areGone() throws Exception {
        Files.createDirectories(scratch.resolve("a/b/c"));
        Files.writeString(scratch.resolve("a/b/file"), "text");

        SortedRecords.deleteAll(scratch.resolve("a"));
        SortedRecords.deleteAll(scratch.resolve("nobody"));

        assertThat(scratch).isEmptyDirectory();
    }

    private static void add(SortedRecords records, String key, String record) {
        records.add(key.getBytes(UTF_8), record.getBytes(UTF_8));
    }

    private static Map<String, String> merged(SortedRecords records) {
        Map<String, String> found = new LinkedHashMap<>();
        try (Tier.Cursor cursor = records.merge()) {
            while (cursor.next()) {
                String key = new String(cursor.key(), UTF_8);
                assertThat(found).doesNotContainKey(key);
                found.put(key, new String(cursor.record(), UTF_8));
            }
        }
        return found;
    }
}

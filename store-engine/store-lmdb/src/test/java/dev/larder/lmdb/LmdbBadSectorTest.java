package dev.larder.lmdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.spi.TierProvider;
import dev.larder.testkit.tier.TierFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What LMDB does not do, so that nobody expects it: its pages have no checksums. */
class LmdbBadSectorTest extends TierFixture {
    @Override
    protected TierProvider provider() {
        return new LmdbTierProvider();
    }

    @Test
    void get_byteOfTheRecordFlippedOnDisk_findsOtherBytesAndNoError() throws IOException {
        put(tier, "1", "the record as it was written");
        store.close();
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory())) {
            files = all.filter(file -> file.endsWith("data.mdb")).toList();
        }
        assertThat(files).hasSize(1);
        byte[] bytes = Files.readAllBytes(files.get(0));
        // Byte for byte, so that a place in the text is a place in the file.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf("was written"); at >= 0; at = text.indexOf("was written", at + 1)) {
            bytes[at] = 'W';
        }
        Files.write(files.get(0), bytes);

        reopen();

        assertThat(text(tier, "1")).isEqualTo("the record as it Was written");
    }
}

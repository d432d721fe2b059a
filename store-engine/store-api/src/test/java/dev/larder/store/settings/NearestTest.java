package dev.larder.store.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({
        "jitter, jitter, 0",
        "jiter, jitter, 1",
        "jittter, jitter, 1",
        "jutter, jitter, 1",
        "ijtter, jitter, 1",
        "'', jitter, 6",
        "jitter, '', 6",
        "lur, lru, 1",
        "ca, abc, 3"
    })
    void editDistance_examples_countsEdits(String from, String to, int edits) {
        assertThat(Nearest.editDistance(from, to)).isEqualTo(edits);
    }

    @Test
    void hint_nothingNear_onlyLists() {
        assertThat(Nearest.hint("colour", List.of("jitter", "store"))).isEqualTo("Known: jitter, store");
        assertThat(Nearest.hint("x".repeat(100_000), List.of("jitter"))).isEqualTo("Known: jitter");
    }

    @Test
    void hint_otherSpelling_findsTheWord() {
        List<String> known = List.of("max-entries", "max-entry-size");

        assertThat(Nearest.hint("MAX_ENTRIES", known)).startsWith("did you mean 'max-entries'? ");
        assertThat(Nearest.hint("maxEntrySize", known)).startsWith("did you mean 'max-entry-size'? ");
    }
}

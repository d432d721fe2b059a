package dev.larder.benchmarks.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntriesTest {
    @Test
    void keysAndValues_ofAnyNumber_haveTheLengthsThatTheTablesAreFor() {
        assertThat(Entries.key(0)).hasSize(Entries.KEY_BYTES).isLessThan(Entries.key(9_999_999));
        assertThat(Entries.value(9_999_999)).hasSize(Entries.VALUE_BYTES).matches("[0-9a-f]+");
    }

    @Test
    void value_askedForAgain_isTheSameAndAnotherForAnotherNumber() {
        assertThat(Entries.value(7)).isEqualTo(Entries.value(7)).isNotEqualTo(Entries.value(8));
    }

    @Test
    void shuffled_anyCount_hasEachNumberOnce() {
        assertThat(Entries.shuffled(1_000))
                .containsExactlyInAnyOrder(IntStream.range(0, 1_000).toArray())
                .isNotEqualTo(IntStream.range(0, 1_000).toArray());
    }

    @Test
    void position_ofSeveralThreads_meetNowhere() {
        int[] positions = IntStream.range(0, 3)
                .flatMap(thread -> IntStream.range(0, 100).map(number -> Sample.position(thread, 3, number)))
                .toArray();

        assertThat(positions).doesNotHaveDuplicates();
    }
}

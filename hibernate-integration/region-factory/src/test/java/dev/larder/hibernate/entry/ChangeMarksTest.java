package dev.larder.hibernate.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Capacity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeMarksTest {
    /** As many as the region may have entries, within limits. */
    @ParameterizedTest
    @CsvSource({"1, 1024", "1024, 1024", "10000, 16384", "65536, 65536", "1000000000000, 65536"})
    void changed_oneOfManyKeys_refusesThoseOfItsMarkOnly(long capacity, int marks) {
        ChangeMarks changes = new ChangeMarks(Capacity.entries(capacity));
        changes.changed(0, 1);
        int refused = 0;
        for (int key = 0; key < 65_536; key++) {
            refused += changes.changedSince(key, 1) ? 1 : 0;
        }

        assertThat(refused).isEqualTo(65_536 / marks);
    }
}

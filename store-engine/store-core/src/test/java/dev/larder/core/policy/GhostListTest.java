package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GhostListTest {
    private final GhostList ghosts = new GhostList();

    @Test
    void remove_knownAndUnknownKey_returnsWeightOnce() {
        ghosts.add("a", 5);
        ghosts.add("weightless", 0);

        assertThat(ghosts.weight()).isEqualTo(6);
        assertThat(ghosts.remove("a")).isEqualTo(5);
        assertThat(ghosts.remove("a")).isZero();
        assertThat(ghosts.weight()).isEqualTo(1);
    }

    @Test
    void add_sameKeyAgain_replacesItsWeight() {
        ghosts.add("a", 5);
        ghosts.add("a", 3);

        assertThat(ghosts.weight()).isEqualTo(3);
        ghosts.removeEldest();
        assertThat(ghosts.isEmpty()).isTrue();
    }

    @Test
    void removeEldest_keyWhoseHashChanged_isRemovedAllTheSame() {
        List<String> key = new ArrayList<>(List.of("a"));
        ghosts.add(key, 5);
        ghosts.add("b", 3);

        key.add("changed");
        ghosts.removeEldest();

        assertThat(ghosts.weight()).isEqualTo(3);
        assertThat(ghosts.remove("b")).isEqualTo(3);
        assertThat(ghosts.isEmpty()).isTrue();
    }
}

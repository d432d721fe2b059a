package dev.larder.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearMissTest {
    private static final List<String> KNOWN =
            List.of("arc", "lfu", "lru", "nearest-expiry", "none", "volatile-lru", "window-tinylfu");

    @Test
    void of_typo_findsTheNearestName() {
        assertThat(NearMiss.of("lruu", KNOWN)).hasValue("lru");
        assertThat(NearMiss.of("lur", KNOWN)).hasValue("lru");
        assertThat(NearMiss.of("ARC", KNOWN)).hasValue("arc");
        assertThat(NearMiss.of(" volatile_lru ", KNOWN)).hasValue("volatile-lru");
        assertThat(NearMiss.of("nearestExpiry", KNOWN)).hasValue("nearest-expiry");
    }

    @Test
    void of_partOrCompositeOfAName_findsTheName() {
        assertThat(NearMiss.of("tinylfu", KNOWN)).hasValue("window-tinylfu");
        assertThat(NearMiss.of("allkeys-lru", KNOWN)).hasValue("lru");
        assertThat(NearMiss.of("my-own-volatile-lru-policy", KNOWN)).hasValue("volatile-lru");
    }

    @Test
    void of_nothingAlike_findsNothing() {
        assertThat(NearMiss.of("", KNOWN)).isEmpty();
        assertThat(NearMiss.of("xy", KNOWN)).isEmpty();
        assertThat(NearMiss.of("most-expensive", KNOWN)).isEmpty();
    }

    @Test
    void editDistance_countsInsertionsDeletionsReplacementsAndSwaps() {
        assertThat(NearMiss.editDistance("", "")).isZero();
        assertThat(NearMiss.editDistance("", "abc")).isEqualTo(3);
        assertThat(NearMiss.editDistance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearMiss.editDistance("lur", "lru")).isEqualTo(1);
        assertThat(NearMiss.editDistance("ca", "abc")).isEqualTo(3);
    }
}

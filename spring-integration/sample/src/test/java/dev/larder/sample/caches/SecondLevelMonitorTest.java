package dev.larder.sample.caches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.sample.EmptyCaches;
import dev.larder.sample.RunningSample;
import dev.larder.sample.catalog.Catalogs;
import dev.larder.sample.catalog.Catalogs.Caching;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RunningSample
class SecondLevelMonitorTest {
    private final SecondLevelMonitor monitor;
    private final Catalogs catalogs;
    private final EmptyCaches emptyCaches;

    @Autowired
    SecondLevelMonitorTest(SecondLevelMonitor monitor, Catalogs catalogs, EmptyCaches emptyCaches) {
        this.monitor = monitor;
        this.catalogs = catalogs;
        this.emptyCaches = emptyCaches;
    }

    @BeforeEach
    void clear() {
        emptyCaches.clearAll();
    }

    @Test
    void figures_inThisApplication_areOfBothEntitiesAndOfQueries() {
        assertThat(monitor.figures())
                .extracting(RegionFigures::name)
                .containsExactly("CharacterRow", "Likes", "default-query-results-region");
    }

    @Test
    void figures_afterOneQuestionAskedTwice_countHitsOfTheSecond() {
        catalogs.with(Caching.SECOND_LEVEL).character('A');
        RegionFigures rows = region("CharacterRow");
        RegionFigures queries = region("default-query-results-region");
        assertThat(rows.entryCount()).isGreaterThanOrEqualTo(17);
        assertThat(queries.entryCount()).isEqualTo(4);

        catalogs.with(Caching.SECOND_LEVEL).character('A');

        assertThat(region("CharacterRow").hitCount()).isGreaterThan(rows.hitCount());
        assertThat(region("CharacterRow").missCount()).isEqualTo(rows.missCount());
        assertThat(region("default-query-results-region").hitCount()).isEqualTo(queries.hitCount() + 4);
    }

    @Test
    void clear_fullRegions_leavesThemEmpty() {
        catalogs.with(Caching.SECOND_LEVEL).character('A');

        assertThat(monitor.clear()).extracting(RegionFigures::entryCount).containsOnly(0L);
    }

    private RegionFigures region(String name) {
        return monitor.figures().stream()
                .filter(region -> region.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

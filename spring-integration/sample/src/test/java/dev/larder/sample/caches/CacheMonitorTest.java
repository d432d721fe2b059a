package dev.larder.sample.caches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.sample.EmptyCaches;
import dev.larder.sample.RunningSample;
import dev.larder.sample.answers.AnswerMeter;
import dev.larder.sample.catalog.CharacterCatalog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RunningSample
class CacheMonitorTest {
    private final CacheMonitor monitor;
    private final CharacterCatalog catalog;
    private final AnswerMeter meter;
    private final EmptyCaches emptyCaches;

    @Autowired
    CacheMonitorTest(CacheMonitor monitor, CharacterCatalog catalog, AnswerMeter meter, EmptyCaches emptyCaches) {
        this.monitor = monitor;
        this.catalog = catalog;
        this.meter = meter;
        this.emptyCaches = emptyCaches;
    }

    @BeforeEach
    void clear() {
        emptyCaches.clearAll();
    }

    @Test
    void history_afterAMissAndTwoHits_countsJustThese() {
        CacheFigures before = figures();
        ask(0x263A);
        ask(0x263A);
        ask(0x263A);

        CacheFigures after = figures();

        assertThat(after.missCount() - before.missCount()).isEqualTo(1);
        assertThat(after.hitCount() - before.hitCount()).isEqualTo(2);
        assertThat(after.entryCount()).isEqualTo(1);
        assertThat(after.savings().sentCount() - before.savings().sentCount()).isEqualTo(5);
        assertThat(after.savings().savedCount() - before.savings().savedCount()).isEqualTo(10);
    }

    @Test
    void history_lookedAtOften_countsNoHitsOfItsOwn() {
        ask(0x263A);
        CacheFigures before = figures();

        for (int looks = 0; looks < 50; looks++) {
            monitor.takeSample();
        }

        assertThat(figures()).isEqualTo(before);
        assertThat(monitor.history().samples()).hasSizeGreaterThanOrEqualTo(50);
    }

    @Test
    void clear_fullCache_leavesNoEntry() {
        ask(0x263A);

        monitor.clear(CharacterCatalog.CHARACTERS);

        assertThat(figures().entryCount()).isZero();
    }

    @Test
    void clear_unknownCache_namesTheKnownOnes() {
        assertThatExceptionOfType(UnknownCacheException.class)
                .isThrownBy(() -> monitor.clear("serches"))
                .withMessage("There is no cache 'serches'. The caches are characters, facets, searches.");
    }

    private void ask(int codePoint) {
        meter.measure(CharacterCatalog.CHARACTERS, () -> catalog.character(codePoint));
    }

    private CacheFigures figures() {
        return monitor.history().caches().stream()
                .filter(cache -> cache.name().equals(CharacterCatalog.CHARACTERS))
                .findFirst()
                .orElseThrow();
    }
}

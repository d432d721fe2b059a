package dev.larder.sample.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.sample.EmptyCaches;
import dev.larder.sample.RunningSample;
import dev.larder.sample.answers.AnswerMeter;
import dev.larder.sample.answers.Receipt;
import dev.larder.sample.answers.Receipt.Source;
import dev.larder.sample.catalog.Catalogs.Caching;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RunningSample
class CatalogsTest {
    private final Catalogs catalogs;
    private final AnswerMeter meter;
    private final EmptyCaches emptyCaches;

    @Autowired
    CatalogsTest(Catalogs catalogs, AnswerMeter meter, EmptyCaches emptyCaches) {
        this.catalogs = catalogs;
        this.meter = meter;
        this.emptyCaches = emptyCaches;
    }

    @BeforeEach
    void clear() {
        emptyCaches.clearAll();
    }

    @Test
    void character_withoutAnyCache_asksTheDatabaseEachTime() {
        assertThat(ask(Caching.NONE).source()).isEqualTo(Source.DATABASE);
        assertThat(ask(Caching.NONE).source()).isEqualTo(Source.DATABASE);
        assertThat(ask(Caching.SECOND_LEVEL).source())
                .as("what was read without caches is in none")
                .isEqualTo(Source.DATABASE);
    }

    @Test
    void character_withTheSecondLevel_isAnsweredWithoutAQueryTheSecondTime() {
        assertThat(ask(Caching.SECOND_LEVEL).source()).isEqualTo(Source.DATABASE);
        assertThat(ask(Caching.SECOND_LEVEL).source()).isEqualTo(Source.SECOND_LEVEL);
    }

    @Test
    void answers_withMoreOrFewerCaches_areTheSame() {
        SearchQuery query = SearchQuery.parse("arrow left", "", 1);
        for (int times = 0; times < 2; times++) {
            assertThat(List.of(Caching.values()))
                    .extracting(caching -> catalogs.with(caching).search(query))
                    .containsOnly(catalogs.with(Caching.NONE).search(query));
            assertThat(List.of(Caching.values()))
                    .extracting(caching -> catalogs.with(caching).facets("arrow left"))
                    .containsOnly(catalogs.with(Caching.NONE).facets("arrow left"));
            assertThat(List.of(Caching.values()))
                    .extracting(caching -> catalogs.with(caching).character('A'))
                    .containsOnly(catalogs.with(Caching.NONE).character('A'));
        }
    }

    private Receipt ask(Caching caching) {
        return meter.measureUnrecorded(CharacterCatalog.CHARACTERS, () -> catalogs.with(caching)
                        .character(0x2665))
                .receipt();
    }
}

package dev.larder.sample.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.sample.EmptyCaches;
import dev.larder.sample.RunningSample;
import dev.larder.sample.answers.Answer;
import dev.larder.sample.answers.AnswerMeter;
import dev.larder.sample.answers.Receipt.Source;
import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.CacheManager;

@RunningSample
class CachedCatalogTest {
    private final CharacterCatalog catalog;
    private final AnswerMeter meter;
    private final CacheManager caches;
    private final EmptyCaches emptyCaches;

    @Autowired
    CachedCatalogTest(CharacterCatalog catalog, AnswerMeter meter, CacheManager caches, EmptyCaches emptyCaches) {
        this.catalog = catalog;
        this.meter = meter;
        this.caches = caches;
        this.emptyCaches = emptyCaches;
    }

    @BeforeEach
    void clearCaches() {
        emptyCaches.clearAll();
    }

    @Test
    void provider_inThisApplication_isLarder() {
        assertThat(caches).isInstanceOf(LarderCacheManager.class);
    }

    @Test
    void search_secondTime_doesNotReachTheDatabase() {
        SearchQuery query = SearchQuery.parse("snow man", "", 0);

        Answer<SearchPage> first = search(query);
        Answer<SearchPage> second = search(SearchQuery.parse(" Snow  MAN", "", 0));

        assertThat(first.receipt().source()).isEqualTo(Source.DATABASE);
        assertThat(first.receipt().statementCount()).isPositive();
        assertThat(second.receipt().source()).isEqualTo(Source.CACHE);
        assertThat(second.receipt().statementCount()).isZero();
        assertThat(second.value()).isEqualTo(first.value());
    }

    @Test
    void search_afterClear_isAnsweredByTheSecondLevelWithoutAQuery() {
        SearchQuery query = SearchQuery.parse("black heart", "", 0);
        Answer<SearchPage> first = search(query);

        cache(CharacterCatalog.SEARCHES).clear();
        Answer<SearchPage> second = search(query);

        assertThat(second.receipt().source()).isEqualTo(Source.SECOND_LEVEL);
        assertThat(second.receipt().statementCount()).isZero();
        assertThat(second.value()).isEqualTo(first.value());
    }

    @Test
    void search_afterAllIsCleared_reachesTheDatabaseAgain() {
        SearchQuery query = SearchQuery.parse("black heart", "", 0);
        search(query);

        emptyCaches.clearAll();

        assertThat(search(query).receipt().source()).isEqualTo(Source.DATABASE);
    }

    @Test
    void search_byManyAtOnce_asksTheDatabaseOnce() throws Exception {
        SearchQuery query = SearchQuery.parse("greek small letter", "", 0);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Answer<SearchPage>> ask = () -> search(query);
            List<Source> sources = new ArrayList<>();
            for (Future<Answer<SearchPage>> answer : threads.invokeAll(
                    IntStream.range(0, 8).mapToObj(unused -> ask).toList())) {
                sources.add(answer.get().receipt().source());
            }
            assertThat(sources).containsOnlyOnce(Source.DATABASE);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void search_wordsInAnyOrder_findsStartsOfWordsShortestNameFirst() {
        SearchPage found = catalog.search(SearchQuery.parse("arrow left", "", 0));

        assertThat(found.characters()).hasSize(SearchPage.SIZE);
        assertThat(found.characters().get(0).name()).isEqualTo("LEFTWARDS ARROW");
        assertThat(found.characters()).allMatch(character -> character.name().contains("LEFT"));
        assertThat(found.totalCount()).isGreaterThan(SearchPage.SIZE);
    }

    @Test
    void search_namesOfOneLength_comeByTheirCodePoints() {
        List<UnicodeCharacter> found =
                catalog.search(SearchQuery.parse("heart", "", 0)).characters();

        assertThat(found)
                .filteredOn(character -> character.name().length() == "FLORAL HEART".length())
                .extracting(UnicodeCharacter::name)
                .startsWith("FLORAL HEART", "BROKEN HEART", "YELLOW HEART", "PURPLE HEART");
    }

    @Test
    void search_narrowedToAScript_countsAsItsFacetSays() {
        Facets.Facet greek = catalog.facets("alpha").scripts().stream()
                .filter(facet -> facet.name().equals("Greek"))
                .findFirst()
                .orElseThrow();

        assertThat(catalog.search(SearchQuery.parse("alpha", "Greek", 0)).totalCount())
                .isEqualTo(greek.count());
    }

    @Test
    void facets_secondTime_comeFromTheCache() {
        Supplier<Facets> ask = () -> catalog.facets("chess");

        assertThat(source(CharacterCatalog.FACETS, ask)).isEqualTo(Source.DATABASE);
        assertThat(source(CharacterCatalog.FACETS, ask)).isEqualTo(Source.CACHE);
    }

    @Test
    void character_secondTime_comesFromTheCacheWithAllItsParts() {
        Supplier<CharacterDetail> ask = () -> catalog.character('A');

        Answer<CharacterDetail> first = meter.measure(CharacterCatalog.CHARACTERS, ask);
        Answer<CharacterDetail> second = meter.measure(CharacterCatalog.CHARACTERS, ask);

        assertThat(second.receipt().source()).isEqualTo(Source.CACHE);
        assertThat(second.value()).isEqualTo(first.value());
        assertThat(second.value().neighbours()).hasSize(17);
        assertThat(second.value().variants())
                .extracting(UnicodeCharacter::name)
                .contains("LATIN CAPITAL LETTER A WITH GRAVE");
    }

    @Test
    void character_unknown_isRefusedEachTimeAndNotCached() {
        for (int times = 0; times < 2; times++) {
            assertThatExceptionOfType(UnknownCharacterException.class)
                    .isThrownBy(() -> catalog.character(0xE000))
                    .withMessageContaining("U+E000");
        }
        assertThat(cache(CharacterCatalog.CHARACTERS).keyspace().size()).isZero();
    }

    private Answer<SearchPage> search(SearchQuery query) {
        return meter.measure(CharacterCatalog.SEARCHES, () -> catalog.search(query));
    }

    private Source source(String cache, Supplier<?> ask) {
        return meter.measure(cache, ask).receipt().source();
    }

    private LarderCache cache(String name) {
        return (LarderCache) Objects.requireNonNull(caches.getCache(name));
    }
}

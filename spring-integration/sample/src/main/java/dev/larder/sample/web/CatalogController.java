package dev.larder.sample.web;

import dev.larder.sample.answers.Answer;
import dev.larder.sample.answers.AnswerMeter;
import dev.larder.sample.catalog.Catalogs;
import dev.larder.sample.catalog.Catalogs.Caching;
import dev.larder.sample.catalog.CharacterCatalog;
import dev.larder.sample.catalog.CharacterDetail;
import dev.larder.sample.catalog.Facets;
import dev.larder.sample.catalog.LikeService;
import dev.larder.sample.catalog.SearchPage;
import dev.larder.sample.catalog.SearchQuery;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Questions about characters; each answer says what it cost. The page asks with fewer caches to show what they save. */
@RestController
@RequestMapping("/api")
class CatalogController {
    private final Catalogs catalogs;
    private final LikeService likes;
    private final AnswerMeter meter;

    CatalogController(Catalogs catalogs, LikeService likes, AnswerMeter meter) {
        this.catalogs = catalogs;
        this.likes = likes;
        this.meter = meter;
    }

    @GetMapping("/search")
    Answer<SearchPage> search(
            @RequestParam String text,
            @RequestParam(defaultValue = "") String script,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "ALL") Caching caching) {
        SearchQuery query = SearchQuery.parse(text, script, page);
        return measure(CharacterCatalog.SEARCHES, caching, catalog -> catalog.search(query));
    }

    @GetMapping("/facets")
    Answer<Facets> facets(@RequestParam String text, @RequestParam(defaultValue = "ALL") Caching caching) {
        String normalized = SearchQuery.parse(text, "", 0).text();
        return measure(CharacterCatalog.FACETS, caching, catalog -> catalog.facets(normalized));
    }

    @GetMapping("/characters/{codePoint}")
    Answer<CharacterDetail> character(
            @PathVariable int codePoint, @RequestParam(defaultValue = "ALL") Caching caching) {
        return measure(CharacterCatalog.CHARACTERS, caching, catalog -> catalog.character(codePoint));
    }

    @PostMapping("/characters/{codePoint}/likes")
    long like(@PathVariable int codePoint) {
        return likes.like(codePoint);
    }

    private <T> Answer<T> measure(String cache, Caching caching, Function<CharacterCatalog, T> question) {
        CharacterCatalog catalog = catalogs.with(caching);
        return caching == Caching.ALL
                ? meter.measure(cache, () -> question.apply(catalog))
                : meter.measureUnrecorded(cache, () -> question.apply(catalog));
    }
}

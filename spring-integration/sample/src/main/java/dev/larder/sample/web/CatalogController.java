package dev.larder.sample.web;

import dev.larder.sample.answers.Answer;
import dev.larder.sample.answers.AnswerMeter;
import dev.larder.sample.catalog.CharacterCatalog;
import dev.larder.sample.catalog.CharacterDetail;
import dev.larder.sample.catalog.Facets;
import dev.larder.sample.catalog.SearchPage;
import dev.larder.sample.catalog.SearchQuery;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Questions about characters; each answer says what it cost. */
@RestController
@RequestMapping("/api")
class CatalogController {
    private final CharacterCatalog catalog;
    private final AnswerMeter meter;

    CatalogController(CharacterCatalog catalog, AnswerMeter meter) {
        this.catalog = catalog;
        this.meter = meter;
    }

    @GetMapping("/search")
    Answer<SearchPage> search(
            @RequestParam String text,
            @RequestParam(defaultValue = "") String script,
            @RequestParam(defaultValue = "0") int page) {
        SearchQuery query = SearchQuery.parse(text, script, page);
        return meter.measure(CharacterCatalog.SEARCHES, () -> catalog.search(query));
    }

    @GetMapping("/facets")
    Answer<Facets> facets(@RequestParam String text) {
        String normalized = SearchQuery.parse(text, "", 0).text();
        return meter.measure(CharacterCatalog.FACETS, () -> catalog.facets(normalized));
    }

    @GetMapping("/characters/{codePoint}")
    Answer<CharacterDetail> character(@PathVariable int codePoint) {
        return meter.measure(CharacterCatalog.CHARACTERS, () -> catalog.character(codePoint));
    }
}

package dev.larder.sample.catalog;

/**
 * Answers questions about characters. {@link CachedCatalog} asks Spring's caches first, {@link DatabaseCatalog} starts
 * at Hibernate's second level, {@link UncachedCatalog} asks the database every time. All are safe from any thread.
 */
public interface CharacterCatalog {
    String SEARCHES = "searches";
    String FACETS = "facets";
    String CHARACTERS = "characters";

    /**
     * The characters whose names have all the query's words, shortest name first. Of names of one length the
     * lower code point comes first: those below U+10000 are in most fonts, those above often are not.
     */
    SearchPage search(SearchQuery query);

    /** How the matches of a normalized text spread, whatever the script. */
    Facets facets(String text);

    /**
     * Everything about one character.
     *
     * @throws UnknownCharacterException if the catalog has no such character
     */
    CharacterDetail character(int codePoint);
}

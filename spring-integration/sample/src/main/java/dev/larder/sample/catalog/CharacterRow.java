package dev.larder.sample.catalog;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.Immutable;

/**
 * A row of the table of characters. Rows are written once, by {@link CatalogLoader}, and only read here, which lets the
 * second-level cache do without locks and versions.
 */
@Entity
@Immutable
@Cache(usage = CacheConcurrencyStrategy.READ_ONLY)
@Table(name = "unicode_character")
class CharacterRow {
    @Id
    private int codePoint;

    private String name = "";

    /** The name's words in small letters, each between blanks, so that a scan finds starts of words. */
    @SuppressWarnings("UnusedVariable") // queries read it
    private String words = "";

    @SuppressWarnings("UnusedVariable") // queries read it
    private int nameLength;

    private String script = "";
    private String block = "";
    private String category = "";

    protected CharacterRow() {}

    UnicodeCharacter toCharacter() {
        return new UnicodeCharacter(codePoint, name, script, block, category);
    }

    /** What {@link #words} holds for a name. */
    static String wordsOf(String name) {
        return " " + SearchQuery.normalized(name) + " ";
    }
}

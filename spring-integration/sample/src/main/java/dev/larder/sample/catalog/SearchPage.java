package dev.larder.sample.catalog;

import java.io.Serializable;
import java.util.List;

/**
 * One page of results.
 *
 * @param totalCount matches on all pages
 * @param pageCount pages of this search
 */
public record SearchPage(SearchQuery query, long totalCount, int pageCount, List<UnicodeCharacter> characters)
        implements Serializable {
    /** Characters on a full page. */
    public static final int SIZE = 48;
}

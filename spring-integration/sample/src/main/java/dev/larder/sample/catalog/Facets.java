package dev.larder.sample.catalog;

import java.io.Serializable;
import java.util.List;

/** How the matches of a text spread over scripts, blocks and categories, largest first. */
public record Facets(List<Facet> scripts, List<Facet> blocks, List<Facet> categories) implements Serializable {

    /** One group of matches. */
    public record Facet(String name, long count) implements Serializable {}
}

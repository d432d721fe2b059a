package dev.larder.sample.caches;

import java.util.List;

/**
 * What the page draws.
 *
 * @param samples one a second, oldest first
 */
public record History(List<CacheFigures> caches, List<Sample> samples) {}

package dev.larder.migration;

import java.io.Serializable;

/** What the examples cache. */
public record User(long id, String name) implements Serializable {}

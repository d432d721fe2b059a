package dev.larder.benchmarks.frameworks;

/** What a cached method returns. */
public record User(long id, String name) {}

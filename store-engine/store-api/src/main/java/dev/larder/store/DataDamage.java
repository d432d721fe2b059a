package dev.larder.store;

import java.nio.file.Path;

/**
 * Damage of a data directory's file.
 *
 * @param offset where it begins, bytes from the file's begin
 * @param message what was found, what was expected, what is intact
 */
public record DataDamage(Path file, long offset, String message) {}

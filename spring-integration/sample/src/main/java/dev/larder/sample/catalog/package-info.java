/** The characters: read from the JDK, kept in a database, asked for through {@link dev.larder.sample.catalog.CharacterCatalog}. */
@NullMarked
package dev.larder.sample.catalog;

import org.jspecify.annotations.NullMarked;

/** The code of the pages under docs/migration: what an application had, and what it has with Larder. */
@NullMarked
package dev.larder.migration;

import org.jspecify.annotations.NullMarked;

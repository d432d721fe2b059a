/**
 * What tests hand in from outside in place of the real thing. Doors: {@link
 * dev.larder.testkit.ManualClock}, {@link dev.larder.testkit.FaultyFileSystem}.
 */
@NullMarked
package dev.larder.testkit;

import org.jspecify.annotations.NullMarked;

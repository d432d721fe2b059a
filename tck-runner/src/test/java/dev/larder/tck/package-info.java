/**
 * Watches the JSR-107 TCK while it runs and judges afterwards whether all of it really ran.
 *
 * <p>The suite reports a test that it was told to leave out, or that it could not run for want of a setting, as passed.
 * {@link dev.larder.tck.TranscriptListener} sees those; {@link dev.larder.tck.TckGuard} fails the build over them.
 */
@NullMarked
package dev.larder.tck;

import org.jspecify.annotations.NullMarked;

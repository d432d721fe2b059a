/**
 * What tests hand in from outside in place of the real thing. The door is {@link dev.larder.testkit.ManualClock}.
 */
@NullMarked
package dev.larder.testkit;

import org.jspecify.annotations.NullMarked;

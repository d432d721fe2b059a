/** Just enough of a headless Chromium to test a page; the door is {@link dev.larder.sample.browser.Chromium}. */
@NullMarked
package dev.larder.sample.browser;

import org.jspecify.annotations.NullMarked;

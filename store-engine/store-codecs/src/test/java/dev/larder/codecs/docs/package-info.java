/** The Java of docs/codecs.md, which the test of all pages finds here. */
@NullMarked
package dev.larder.codecs.docs;

import org.jspecify.annotations.NullMarked;

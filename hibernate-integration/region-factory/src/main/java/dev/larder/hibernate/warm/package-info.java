/**
 * How regions are kept on disk and may be trusted after a restart: keys and states as bytes, what the mapping was, and how the
 * last run ended. Door: {@link dev.larder.hibernate.warm.WarmStart}.
 */
@NullMarked
package dev.larder.hibernate.warm;

import org.jspecify.annotations.NullMarked;

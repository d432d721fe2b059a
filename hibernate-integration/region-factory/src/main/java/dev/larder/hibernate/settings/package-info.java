/**
 * What users configure under {@code hibernate.larder}. Door: {@link dev.larder.hibernate.settings.FactorySettings}.
 */
@NullMarked
package dev.larder.hibernate.settings;

import org.jspecify.annotations.NullMarked;

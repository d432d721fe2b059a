/** For tests of rules of architecture: {@link dev.larder.testkit.architecture.PlantedClasses}. */
@NullMarked
package dev.larder.testkit.architecture;

import org.jspecify.annotations.NullMarked;

/** For tests of rules of architecture: {@link dev.larder.testkit.architecture.DependencyRulesContract}. */
@NullMarked
package dev.larder.testkit.architecture;

import org.jspecify.annotations.NullMarked;

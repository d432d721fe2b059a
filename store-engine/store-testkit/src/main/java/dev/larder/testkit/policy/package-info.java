/** What every eviction policy must keep: {@link dev.larder.testkit.policy.EvictionPolicyContract}. */
@NullMarked
package dev.larder.testkit.policy;

import org.jspecify.annotations.NullMarked;

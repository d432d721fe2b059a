/**
 * The eviction policies that the engine brings: each is a victim order behind the same bookkeeping. The door is
 * {@link dev.larder.core.policy.BuiltInPolicies}, which finds a policy by its name.
 */
@NullMarked
package dev.larder.core.policy;

import org.jspecify.annotations.NullMarked;

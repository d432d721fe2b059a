/**
 * What every tier must keep: {@link dev.larder.testkit.tier.TierContract}, {@link dev.larder.testkit.tier.TierBulkLoadContract},
 * {@link dev.larder.testkit.tier.TierThreadsContract}, and for tiers on disk {@link dev.larder.testkit.tier.TierKillContract}. A
 * tier in memory for tests of others is {@link dev.larder.testkit.tier.MemoryTierProvider}.
 */
@NullMarked
package dev.larder.testkit.tier;

import org.jspecify.annotations.NullMarked;

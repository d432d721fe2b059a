/** Tests of the eviction policies: the contract, a naive model for each, and what is particular to one. */
@NullMarked
package dev.larder.core.policy;

import org.jspecify.annotations.NullMarked;

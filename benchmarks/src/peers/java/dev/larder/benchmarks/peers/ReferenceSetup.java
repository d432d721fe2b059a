package dev.larder.benchmarks.peers;

import dev.larder.benchmarks.PeerSetup;

/** The reference implementation needs nothing and has no capacity. */
public final class ReferenceSetup implements PeerSetup {}

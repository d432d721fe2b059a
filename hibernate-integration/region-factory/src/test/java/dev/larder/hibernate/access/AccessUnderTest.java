package dev.larder.hibernate.access;

import dev.larder.hibernate.access.AccessFixture.Kind;
import dev.larder.hibernate.entry.CachedState;
import dev.larder.store.KeyspaceConfig;

/** What a topic of {@link LockingContract} works with: new regions of the access type under test. */
interface AccessUnderTest {
    /** Access of that kind to what has no versions. */
    AccessFixture fixture(Kind kind);

    /** Access to entities that have versions. */
    AccessFixture versioned();

    /** Access to entities without versions in a region with these settings. */
    AccessFixture fixture(KeyspaceConfig<Object, CachedState> config);
}

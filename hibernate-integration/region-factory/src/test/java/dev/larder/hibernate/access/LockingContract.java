package dev.larder.hibernate.access;

import dev.larder.hibernate.access.AccessFixture.Kind;
import dev.larder.hibernate.entry.CachedState;
import dev.larder.store.KeyspaceConfig;
import org.hibernate.cache.spi.access.AccessType;

/** What holds for the access types that lock, {@code READ_WRITE} and {@code TRANSACTIONAL}: all the topics it implements. */
abstract class LockingContract extends LateLoadContract
        implements LockContract, TwoWritersContract, LockTimeoutContract, RegionLimitContract {
    private final AccessType type;

    LockingContract(AccessType type) {
        super(type);
        this.type = type;
    }

    @Override
    public final AccessFixture versioned() {
        return new AccessFixture(type, Kind.ENTITY, true);
    }

    @Override
    public final AccessFixture fixture(KeyspaceConfig<Object, CachedState> config) {
        return new AccessFixture(type, Kind.ENTITY, false, config);
    }
}

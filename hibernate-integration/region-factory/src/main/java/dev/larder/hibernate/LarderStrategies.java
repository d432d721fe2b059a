package dev.larder.hibernate;

import java.util.List;
import org.hibernate.boot.registry.selector.SimpleStrategyRegistrationImpl;
import org.hibernate.boot.registry.selector.StrategyRegistration;
import org.hibernate.boot.registry.selector.StrategyRegistrationProvider;
import org.hibernate.cache.spi.RegionFactory;

/** Tells Hibernate, which finds it by {@link java.util.ServiceLoader}, what {@code region.factory_class=larder} means. */
public final class LarderStrategies implements StrategyRegistrationProvider {
    /** For {@link java.util.ServiceLoader}. */
    public LarderStrategies() {}

    @Override
    public Iterable<StrategyRegistration<?>> getStrategyRegistrations() {
        return List.of(new SimpleStrategyRegistrationImpl<>(
                RegionFactory.class,
                LarderRegionFactory.class,
                "larder",
                LarderRegionFactory.class.getSimpleName(),
                LarderRegionFactory.class.getName()));
    }
}

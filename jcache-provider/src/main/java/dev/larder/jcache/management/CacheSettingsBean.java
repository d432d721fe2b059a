package dev.larder.jcache.management;

import java.util.function.Supplier;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.management.CacheMXBean;

/** A cache's settings, as they are at the moment. */
final class CacheSettingsBean implements CacheMXBean {
    private final Supplier<? extends CompleteConfiguration<?, ?>> settings;

    CacheSettingsBean(Supplier<? extends CompleteConfiguration<?, ?>> settings) {
        this.settings = settings;
    }

    @Override
    public String getKeyType() {
        return settings.get().getKeyType().getName();
    }

    @Override
    public String getValueType() {
        return settings.get().getValueType().getName();
    }

    @Override
    public boolean isReadThrough() {
        return settings.get().isReadThrough();
    }

    @Override
    public boolean isWriteThrough() {
        return settings.get().isWriteThrough();
    }

    @Override
    public boolean isStoreByValue() {
        return settings.get().isStoreByValue();
    }

    @Override
    public boolean isStatisticsEnabled() {
        return settings.get().isStatisticsEnabled();
    }

    @Override
    public boolean isManagementEnabled() {
        return settings.get().isManagementEnabled();
    }
}

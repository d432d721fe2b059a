/** What applications, adapters and plug-ins of the Larder store compile against. */
module dev.larder.store {
    requires static org.jspecify;

    uses dev.larder.store.spi.EvictionPolicyProvider;
    uses dev.larder.store.spi.StoreProvider;
    uses dev.larder.store.spi.TierProvider;

    exports dev.larder.store;
    exports dev.larder.store.settings;
    exports dev.larder.store.spi;
    exports dev.larder.store.spi.tier;
}

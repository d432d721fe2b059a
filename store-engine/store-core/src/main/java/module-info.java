/** The engine. Exports nothing: applications and adapters compile against {@code dev.larder.store}. */
module dev.larder.core {
    requires dev.larder.store;
    requires org.jctools.core;
    requires static org.jspecify;

    uses dev.larder.store.spi.CodecProvider;
    uses dev.larder.store.spi.Compression;
    uses dev.larder.store.spi.EvictionPolicyProvider;
    uses dev.larder.store.spi.TierProvider;

    provides dev.larder.store.spi.StoreProvider with
            dev.larder.core.keyspace.CoreStoreProvider;
}

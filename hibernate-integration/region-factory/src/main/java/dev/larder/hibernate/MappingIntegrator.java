package dev.larder.hibernate;

import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.cache.spi.RegionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;

/** Tells the region factory the mapping, before Hibernate asks it for regions. Found by Hibernate. */
public final class MappingIntegrator implements Integrator {
    @Override
    public void integrate(
            Metadata metadata, BootstrapContext bootstrapContext, SessionFactoryImplementor sessionFactory) {
        if (sessionFactory.getServiceRegistry().getService(RegionFactory.class) instanceof LarderRegionFactory ours) {
            ours.take(metadata);
        }
    }
}

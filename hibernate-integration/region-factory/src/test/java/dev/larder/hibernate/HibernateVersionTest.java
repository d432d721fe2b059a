package dev.larder.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import org.hibernate.Version;
import org.junit.jupiter.api.Test;

/** The same tests run on several versions of Hibernate; see that they do. */
class HibernateVersionTest {
    @Test
    void version_atRunTime_isTheOneOfTheModule() {
        String wanted = System.getProperty("larder.hibernate", Version.getVersionString());

        assertThat(Version.getVersionString()).isEqualTo(wanted);
    }
}

package dev.larder.spring.boot.slices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spring.LarderCacheManager;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.cache.CacheType;
import org.springframework.boot.cache.test.autoconfigure.AutoConfigureCache;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.cache.CacheManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Caching in the slice of repositories; without a transaction around the test, in which caches wait for its end. */
@DataJpaTest(properties = "spring.datasource.generate-unique-name=true")
@AutoConfigureCache(cacheProvider = CacheType.GENERIC)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class DataJpaSliceTest {
    @Autowired
    private FruitRepository fruits;

    @Autowired
    private CacheManager manager;

    @Test
    void nameOf_askedTwice_isCached() {
        assertThat(manager).isInstanceOf(LarderCacheManager.class);
        fruits.save(new Fruit(1, "apple"));
        assertThat(fruits.nameOf(1)).isEqualTo("apple");
        fruits.save(new Fruit(1, "pear"));

        assertThat(fruits.nameOf(1)).isEqualTo("apple");
    }
}

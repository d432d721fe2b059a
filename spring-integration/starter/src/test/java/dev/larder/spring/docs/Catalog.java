package dev.larder.spring.docs;

import dev.larder.spring.annotation.CacheEvictTags;
import dev.larder.spring.annotation.CacheTags;
import dev.larder.spring.annotation.CacheTtl;
import dev.larder.spring.annotation.CacheableAll;
import java.util.Collection;
import java.util.Map;
import org.springframework.cache.annotation.Cacheable;

/** The cached methods of docs/spring.md. */
class Catalog {
    private final Shop shop;

    Catalog(Shop shop) {
        this.shop = shop;
    }

    @Cacheable("products")
    public Product product(String id) {
        return shop.find(id);
    }

    @CacheableAll(cacheName = "products")
    public Map<String, Product> products(Collection<String> ids) {
        return shop.findAll(ids);
    }

    @Cacheable("offers")
    @CacheTtl("30s")
    @CacheTags("'supplier:' + #result.supplier")
    public Product offer(String id) {
        return shop.find(id);
    }

    @CacheEvictTags(cacheNames = "offers", tags = "'supplier:' + #supplier")
    public void supplierChanged(String supplier) {}
}

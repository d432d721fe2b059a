package dev.larder.spring.boot.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import dev.larder.spring.LarderCacheManager;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.cache.CacheType;
import org.springframework.boot.cache.test.autoconfigure.AutoConfigureCache;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.cache.CacheManager;
import org.springframework.test.web.servlet.MockMvc;

/** Caching in the slice of controllers. */
@WebMvcTest
@AutoConfigureCache(cacheProvider = CacheType.GENERIC)
class WebMvcSliceTest {
    @Autowired
    private MockMvc web;

    @Autowired
    private CacheManager manager;

    @Test
    void calls_askedTwice_areCached() throws Exception {
        assertThat(manager).isInstanceOf(LarderCacheManager.class);
        web.perform(get("/calls")).andExpect(content().string("call 1"));
        web.perform(get("/calls")).andExpect(content().string("call 1"));
    }
}

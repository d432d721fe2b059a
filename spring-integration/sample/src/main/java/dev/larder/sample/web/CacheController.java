package dev.larder.sample.web;

import dev.larder.sample.burst.Burst;
import dev.larder.sample.burst.BurstRequest;
import dev.larder.sample.burst.BurstResult;
import dev.larder.sample.caches.CacheFigures;
import dev.larder.sample.caches.CacheMonitor;
import dev.larder.sample.caches.History;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the caches do, and what can be done to them. */
@RestController
@RequestMapping("/api")
class CacheController {
    private final CacheMonitor monitor;
    private final Burst burst;

    CacheController(CacheMonitor monitor, Burst burst) {
        this.monitor = monitor;
        this.burst = burst;
    }

    @GetMapping("/caches")
    History caches() {
        return monitor.history();
    }

    @DeleteMapping("/caches/{name}")
    List<CacheFigures> clear(@PathVariable String name) {
        return monitor.clear(name);
    }

    @PostMapping("/bursts")
    BurstResult fire(
            @RequestParam(defaultValue = "2000") int requests,
            @RequestParam(defaultValue = "4") int threads,
            @RequestParam(defaultValue = "true") boolean cached)
            throws InterruptedException {
        return burst.fire(new BurstRequest(requests, threads, cached));
    }
}

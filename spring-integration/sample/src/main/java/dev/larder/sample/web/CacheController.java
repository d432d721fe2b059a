package dev.larder.sample.web;

import dev.larder.sample.burst.Burst;
import dev.larder.sample.burst.BurstRequest;
import dev.larder.sample.burst.BurstResult;
import dev.larder.sample.caches.CacheFigures;
import dev.larder.sample.caches.CacheMonitor;
import dev.larder.sample.caches.History;
import dev.larder.sample.caches.RegionFigures;
import dev.larder.sample.caches.SecondLevelMonitor;
import dev.larder.sample.catalog.Catalogs.Caching;
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
    private final SecondLevelMonitor secondLevel;
    private final Burst burst;

    CacheController(CacheMonitor monitor, SecondLevelMonitor secondLevel, Burst burst) {
        this.monitor = monitor;
        this.secondLevel = secondLevel;
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

    @GetMapping("/second-level")
    List<RegionFigures> secondLevel() {
        return secondLevel.figures();
    }

    @DeleteMapping("/second-level")
    List<RegionFigures> clearSecondLevel() {
        return secondLevel.clear();
    }

    @PostMapping("/bursts")
    BurstResult fire(
            @RequestParam(defaultValue = "2000") int requests,
            @RequestParam(defaultValue = "4") int threads,
            @RequestParam(defaultValue = "ALL") Caching caching)
            throws InterruptedException {
        return burst.fire(new BurstRequest(requests, threads, caching));
    }
}

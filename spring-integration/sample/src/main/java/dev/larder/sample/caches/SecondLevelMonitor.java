package dev.larder.sample.caches;

import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.stat.CacheRegionStatistics;
import org.hibernate.stat.Statistics;
import org.springframework.stereotype.Component;

/** What Hibernate's second-level cache says of itself through Hibernate's statistics. Safe from any thread. */
@Component
public class SecondLevelMonitor {
    private static final String QUERIES = "default-query-results-region";

    private final SessionFactory sessionFactory;

    SecondLevelMonitor(EntityManagerFactory factory) {
        sessionFactory = factory.unwrap(SessionFactory.class);
    }

    /** All regions now: entities by name, then the results of queries. */
    public List<RegionFigures> figures() {
        Statistics statistics = sessionFactory.getStatistics();
        List<RegionFigures> regions = new ArrayList<>();
        Arrays.stream(statistics.getSecondLevelCacheRegionNames())
                .filter(name -> !name.equals(QUERIES))
                .sorted()
                .map(name -> figures("entities", statistics.getDomainDataRegionStatistics(name)))
                .forEach(regions::add);
        CacheRegionStatistics queries = statistics.getQueryRegionStatistics(QUERIES);
        if (queries != null) {
            regions.add(figures("results of queries", queries));
        }
        return regions;
    }

    /** Removes everything from the second level. Returns its regions afterwards. */
    public List<RegionFigures> clear() {
        sessionFactory.getCache().evictAllRegions();
        return figures();
    }

    private static RegionFigures figures(String holds, CacheRegionStatistics statistics) {
        String name = statistics.getRegionName();
        return new RegionFigures(
                name.substring(name.lastIndexOf('.') + 1),
                holds,
                statistics.getHitCount(),
                statistics.getMissCount(),
                statistics.getPutCount(),
                statistics.getElementCountInMemory());
    }
}

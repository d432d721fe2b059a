package dev.larder.sample.burst;

import dev.larder.sample.answers.AnswerMeter;
import dev.larder.sample.answers.Receipt;
import dev.larder.sample.answers.Receipt.Source;
import dev.larder.sample.catalog.Catalogs;
import dev.larder.sample.catalog.Catalogs.Caching;
import dev.larder.sample.catalog.CharacterCatalog;
import dev.larder.sample.catalog.SearchQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Fires many searches at the catalog from a few threads, with words as popular as Zipf's law has it.
 *
 * <p>Bursts are numbered and the number seeds the draw, so that each burst asks for other words in another
 * order, and a restarted application repeats the same bursts. One runs at a time, for at most ten seconds.
 */
@Component
public class Burst {
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final double EXPONENT = 0.99;

    private final Catalogs catalogs;
    private final AnswerMeter meter;
    private final Vocabulary vocabulary;
    private final Semaphore running = new Semaphore(1);
    private final AtomicLong seeds = new AtomicLong();

    Burst(Catalogs catalogs, AnswerMeter meter, Vocabulary vocabulary) {
        this.catalogs = catalogs;
        this.meter = meter;
        this.vocabulary = vocabulary;
    }

    /**
     * Runs a burst to its end.
     *
     * @throws BurstRunningException if another one runs
     * @throws InterruptedException if the caller was interrupted; what was not yet asked is not asked
     */
    public BurstResult fire(BurstRequest request) throws InterruptedException {
        return fire(request, MAX_NANOS);
    }

    BurstResult fire(BurstRequest request, long maxNanos) throws InterruptedException {
        if (!running.tryAcquire()) {
            throw new BurstRunningException();
        }
        ExecutorService threads = Executors.newFixedThreadPool(request.threadCount());
        try {
            List<SearchQuery> queries = draw(request.requestCount());
            AtomicInteger next = new AtomicInteger();
            long startNanos = System.nanoTime();
            Callable<List<Receipt>> worker = () -> ask(request, queries, next, startNanos + maxNanos);
            List<Receipt> receipts = new ArrayList<>();
            for (Future<List<Receipt>> finished :
                    threads.invokeAll(Collections.nCopies(request.threadCount(), worker))) {
                receipts.addAll(receiptsOf(finished));
            }
            return summary(request, receipts, (System.nanoTime() - startNanos) / 1e6);
        } finally {
            threads.shutdownNow();
            running.release();
        }
    }

    private List<SearchQuery> draw(int count) {
        List<String> words = vocabulary.words();
        ZipfSampler ranks = new ZipfSampler(words.size(), EXPONENT);
        SplittableRandom random = new SplittableRandom(seeds.incrementAndGet());
        List<SearchQuery> queries = new ArrayList<>(count);
        for (int drawn = 0; drawn < count; drawn++) {
            queries.add(SearchQuery.parse(words.get(ranks.next(random)), "", 0));
        }
        return queries;
    }

    private List<Receipt> ask(BurstRequest request, List<SearchQuery> queries, AtomicInteger next, long endNanos) {
        CharacterCatalog catalog = catalogs.with(request.caching());
        List<Receipt> receipts = new ArrayList<>();
        int index = next.getAndIncrement();
        while (index < queries.size() && System.nanoTime() - endNanos < 0) {
            SearchQuery query = queries.get(index);
            receipts.add(
                    request.caching() == Caching.ALL
                            ? meter.measure(CharacterCatalog.SEARCHES, () -> catalog.search(query))
                                    .receipt()
                            : meter.measureUnrecorded(CharacterCatalog.SEARCHES, () -> catalog.search(query))
                                    .receipt());
            index = next.getAndIncrement();
        }
        return receipts;
    }

    private static List<Receipt> receiptsOf(Future<List<Receipt>> finished) throws InterruptedException {
        try {
            return finished.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("A search of the burst failed.", failed.getCause());
        }
    }

    private static BurstResult summary(BurstRequest request, List<Receipt> receipts, double elapsedMillis) {
        double[] millis =
                receipts.stream().mapToDouble(Receipt::millis).sorted().toArray();
        return new BurstResult(
                request,
                receipts.size(),
                count(receipts, Source.CACHE),
                count(receipts, Source.SECOND_LEVEL),
                count(receipts, Source.DATABASE),
                receipts.stream().mapToInt(Receipt::statementCount).sum(),
                elapsedMillis,
                receipts.size() / (elapsedMillis / 1_000),
                quantile(millis, 0.50),
                quantile(millis, 0.99));
    }

    private static int count(List<Receipt> receipts, Source source) {
        return (int)
                receipts.stream().filter(receipt -> receipt.source() == source).count();
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
    }
}

package dev.larder.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.DiskConfig;
import dev.larder.store.DiskStatus;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.StorageFailedException;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** What operators are told of a store's disk. */
class DiskFiguresTest {
    @TempDir
    private Path directory;

    private Store store;

    @BeforeEach
    void openStore() {
        store = Store.open(StoreConfig.builder()
                .disk(DiskConfig.at(directory).segmentBytes(1 << 16).build())
                .build());
        store.<String, String>create(
                        "things",
                        KeyspaceConfig.<String, String>builder()
                                .persistence(Persistence.hybrid())
                                .build())
                .put("a", "1");
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void health_ofAStoreWithADisk_tellsDirectoryAndSequences() {
        Health health = new LarderHealthIndicator(store).health();

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("directory", directory.toString())
                .containsEntry("lastSequence", store.disk().lastSequence())
                .containsKeys("durableSequence", "logBytes");
    }

    @Test
    void health_ofAStoreThatRefusesWrites_isDownAndSaysWhy() {
        Health health = new LarderHealthIndicator(failed()).health();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails())
                .containsEntry("reason", "writes are refused, since the disk failed")
                .containsKey("error");
    }

    @Test
    void meters_ofAStoreWithADisk_followIt() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new LarderStoreMetrics(store).bindTo(meters);
        SimpleMeterRegistry ofFailed = new SimpleMeterRegistry();
        new LarderStoreMetrics(failed()).bindTo(ofFailed);

        assertThat(meters.get("larder.store.log").gauge().value()).isPositive();
        assertThat(meters.get("larder.store.snapshots").gauge().value()).isZero();
        assertThat(meters.get("larder.store.failed").gauge().value()).isZero();
        assertThat(ofFailed.get("larder.store.failed").gauge().value()).isEqualTo(1);
        store.snapshot();
        assertThat(meters.get("larder.store.snapshots").gauge().value()).isPositive();
        assertThat(meters.get("larder.store.unconfirmed").gauge().value()).isNotNegative();
    }

    @Test
    void endpoint_ofAStoreWithADisk_reportsIt() {
        LarderEndpoint.DiskReport disk = new LarderEndpoint(store, List.of(), Show.NEVER)
                .larder()
                .store()
                .disk();

        assertThat(disk.directory()).isEqualTo(directory.toString());
        assertThat(disk.lastSequence()).isEqualTo(store.disk().lastSequence());
        assertThat(disk.failure()).isNull();
    }

    /** The store as it is when its disk has failed. */
    private Store failed() {
        DiskStatus now = store.disk();
        DiskStatus failed = new DiskStatus(
                now.directory(),
                now.lastSequence(),
                now.durableSequence(),
                now.logBytes(),
                now.snapshotBytes(),
                now.recoveredRecords(),
                now.cutBytes(),
                new StorageFailedException("the disk is gone", now.durableSequence(), new IOException("gone")));
        return (Store) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Store.class}, (self, method, given) -> {
                    if (method.getName().equals("disk")) {
                        return failed;
                    }
                    try {
                        return method.invoke(store, given);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}

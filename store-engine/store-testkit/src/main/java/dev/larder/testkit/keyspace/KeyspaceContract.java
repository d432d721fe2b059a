package dev.larder.testkit.keyspace;

import dev.larder.store.Change;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.Subscription.Delivery;
import dev.larder.testkit.ManualClock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/**
 * What every keyspace must do, whatever table holds its entries: all the topics that this class implements. An
 * implementation's test extends it and says how a store is opened and what each keyspace is configured with.
 */
@Timeout(30)
public abstract class KeyspaceContract
        implements OperationContract,
                BatchContract,
                HoldingContract,
                VersionContract,
                ExpiryContract,
                ChangeContract,
                LoadContract,
                LoadedEntryContract,
                LoadRaceContract,
                CallerLoadContract {
    private final ManualClock clock = new ManualClock();
    private final List<Change<String, String>> changes = new ArrayList<>();
    private @Nullable Store opened;
    /** Not the common pool, which may have one thread where a test needs two that wait for each other. */
    private final ExecutorService pool = Executors.newCachedThreadPool();

    /** Creates a contract; the test engine does. */
    protected KeyspaceContract() {}

    /** Opens a store of the implementation under test. */
    protected abstract Store open(StoreConfig config);

    /** Adds what makes the keyspace one of the kind under test; its capacity must be at least 1,000 entries. */
    protected abstract KeyspaceConfig.Builder<String, String> configure(KeyspaceConfig.Builder<String, String> builder);

    @Override
    public final ManualClock clock() {
        return clock;
    }

    @Override
    public final Store store() {
        Store current = opened;
        if (current == null) {
            current = open(StoreConfig.builder().clock(clock).seed(42).build());
            opened = current;
        }
        return current;
    }

    @Override
    public final Keyspace<String, String> keyspace() {
        return keyspace(builder -> builder);
    }

    @Override
    public final Keyspace<String, String> keyspace(UnaryOperator<KeyspaceConfig.Builder<String, String>> settings) {
        Keyspace<String, String> created = store().create(
                        "keyspace-" + store().names().size(),
                        settings.apply(configure(KeyspaceConfig.builder())).build());
        created.restored().toCompletableFuture().join();
        return created;
    }

    @Override
    public final Keyspace<String, String> observed(UnaryOperator<KeyspaceConfig.Builder<String, String>> settings) {
        Keyspace<String, String> keyspace = keyspace(settings);
        keyspace.subscribe(EnumSet.allOf(Change.Kind.class), Delivery.SYNCHRONOUS, changes::add);
        return keyspace;
    }

    @Override
    public final List<Change<String, String>> changes() {
        return changes;
    }

    @Override
    public final List<String> told() {
        return changes.stream()
                .map(change -> change.kind() + " " + change.key() + " " + change.oldValue() + "->" + change.value())
                .toList();
    }

    @Override
    public final ExecutorService pool() {
        return pool;
    }

    @AfterEach
    final void closeStore() {
        pool.shutdownNow();
        if (opened != null) {
            opened.close();
        }
    }
}

package dev.larder.testkit.keyspace;

import dev.larder.store.Change;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.testkit.ManualClock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;

/** What a topic of the contract works with. {@link KeyspaceContract} has it, new for each test. */
interface KeyspaceUnderTest {
    /** The time of the store under test. */
    ManualClock clock();

    /** The store under test. */
    Store store();

    /** A keyspace of the kind under test. */
    Keyspace<String, String> keyspace();

    /** A keyspace of the kind under test with the given settings. */
    Keyspace<String, String> keyspace(UnaryOperator<KeyspaceConfig.Builder<String, String>> settings);

    /** The same with a synchronous listener that adds every change to {@link #changes}. */
    Keyspace<String, String> observed(UnaryOperator<KeyspaceConfig.Builder<String, String>> settings);

    /** The changes heard, in the order in which they were heard; for listeners of a test's own, too. */
    List<Change<String, String>> changes();

    /** The changes heard as {@code "KIND key old->new"}. */
    List<String> told();

    /** Threads for those whom a test lets wait for each other. */
    ExecutorService pool();
}

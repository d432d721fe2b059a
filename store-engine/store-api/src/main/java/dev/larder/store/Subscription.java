package dev.larder.store;

/** A listener's place in a keyspace; closing it ends the delivery. Safe from any thread; closing twice does nothing. */
public interface Subscription extends AutoCloseable {
    /** How a listener is called. */
    enum Delivery {
        /** On the thread of the change, before its operation returns. */
        SYNCHRONOUS,
        /** On the store's event threads, in order for each key, later. Nothing is dropped; the queue is not bounded. */
        ASYNCHRONOUS
    }

    @Override
    void close();
}

package dev.larder.hibernate.jta;

import jakarta.transaction.Synchronization;
import java.sql.SQLException;

/** Does something when a transaction has ended, whichever way. */
record AfterCompletion(Action action) implements Synchronization {
    /** What to do. */
    interface Action {
        void run() throws SQLException;
    }

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
        try {
            action.run();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}

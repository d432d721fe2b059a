package dev.larder.hibernate.jta;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.XAConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;

/** Connections of H2 that take part in the thread's JTA transaction: one for each, closed when it has ended. */
final class JtaConnections implements ConnectionProvider {
    private static final long serialVersionUID = 1L;

    private final transient JdbcDataSource database = new JdbcDataSource();
    private final transient TransactionManager transactions;
    private final transient Map<Transaction, Connection> enlisted = new ConcurrentHashMap<>();

    JtaConnections(String url, TransactionManager transactions) {
        database.setURL(url);
        this.transactions = transactions;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Transaction transaction = transactions.getTransaction();
            if (transaction == null) {
                return database.getConnection();
            }
            Connection connection = enlisted.get(transaction);
            return connection != null ? connection : enlist(transaction);
        } catch (SystemException | RollbackException failed) {
            throw new SQLException(failed);
        }
    }

    private Connection enlist(Transaction transaction) throws SQLException, SystemException, RollbackException {
        XAConnection physical = database.getXAConnection();
        transaction.enlistResource(physical.getXAResource());
        Connection connection = physical.getConnection();
        enlisted.put(transaction, connection);
        transaction.registerSynchronization(new AfterCompletion(() -> {
            enlisted.remove(transaction);
            physical.close();
        }));
        return connection;
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        if (!enlisted.containsValue(connection)) {
            connection.close();
        }
    }

    @Override
    public boolean supportsAggressiveRelease() {
        return true;
    }

    @Override
    public boolean isUnwrappableAs(Class<?> unwrapType) {
        return unwrapType.isInstance(this);
    }

    @Override
    public <T> T unwrap(Class<T> unwrapType) {
        return unwrapType.cast(this);
    }
}

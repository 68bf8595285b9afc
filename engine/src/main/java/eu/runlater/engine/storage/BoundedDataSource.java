package eu.runlater.engine.storage;

import java.io.Closeable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// A fair queue before a pool (G-ACC-4). Waiting inside the pool can occupy the carriers of all virtual
/// threads, and then even those that hold a connection cannot go on; waiting at a semaphore parks the virtual
/// thread.
final class BoundedDataSource extends DelegatingDataSource implements Closeable {
    private final Semaphore permits;
    private final Duration patience;

    BoundedDataSource(DataSource pool, int size, Duration patience) {
        super(pool);
        this.permits = new Semaphore(size, true);
        this.patience = patience;
    }

    private DataSource pool() {
        return obtainTargetDataSource();
    }

    @Override
    public Connection getConnection() throws SQLException {
        enter();
        try {
            return counted(pool().getConnection());
        } catch (SQLException | RuntimeException | Error e) {
            permits.release();
            throw e;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLException("the pool logs in by itself");
    }

    int waiting() {
        return permits.getQueueLength();
    }

    private void enter() throws SQLException {
        try {
            if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new DatabaseBusy("no database connection became free within " + patience.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseBusy("interrupted while waiting for a database connection");
        }
    }

    private Connection counted(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                BoundedDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new PermitReturn(connection, permits));
    }

    /// Gives the permit back with the connection, once.
    private static final class PermitReturn implements InvocationHandler {
        private final Connection connection;
        private final Semaphore permits;
        private final AtomicBoolean closed = new AtomicBoolean();

        PermitReturn(Connection connection, Semaphore permits) {
            this.connection = connection;
            this.permits = permits;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            switch (method.getName()) {
                case "equals" -> {
                    return arguments != null && proxy == arguments[0];
                }
                case "hashCode" -> {
                    return System.identityHashCode(proxy);
                }
                case "close" -> {
                    try {
                        connection.close();
                    } finally {
                        if (closed.compareAndSet(false, true)) {
                            permits.release();
                        }
                    }
                    return null;
                }
                default -> {
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        if (pool() instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("the connection pool does not close", e);
            }
        }
    }
}

package eu.runlater.engine.storage;

/// What the embedded PostgreSQL's configuration files say.
final class PostgresConfiguration {
    /// Everybody needs the password, also users of this machine.
    static final String HOST_RULES = """
            host all all 127.0.0.1/32 scram-sha-256
            """;

    /// Figures for a small machine; never weaker durability. Fewer and longer checkpoints mean fewer full
    /// pages in the log, which is most of what a busy queue writes. Compiling queries (jit) costs more than
    /// our short ones take.
    private static final String BASE = """
            # Written by Runlater at every start. Your own settings go to custom.conf beside this file.
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            max_connections = 100
            shared_buffers = '256MB'
            wal_buffers = '16MB'
            max_wal_size = '2GB'
            min_wal_size = '256MB'
            checkpoint_timeout = '15min'
            wal_compression = 'on'
            jit = off
            random_page_cost = 1.5
            effective_cache_size = '1GB'
            autovacuum_naptime = '10s'
            idle_in_transaction_session_timeout = '5min'
            tcp_keepalives_idle = 60
            timezone = 'UTC'
            log_timezone = 'UTC'
            log_min_messages = warning
            log_line_prefix = '%%m [%%p] '
            lc_messages = 'C'
            """;

    private static final String DURABLE = """
            fsync = on
            full_page_writes = on
            synchronous_commit = on
            """;

    private static final String QUICK = """
            fsync = off
            full_page_writes = off
            synchronous_commit = off
            """;

    /// A file of the operator's, read last.
    static final String CUSTOM = "custom.conf";

    private PostgresConfiguration() {}

    static String text(int port, boolean durable) {
        return BASE.formatted(port) + (durable ? DURABLE : QUICK) + "include '" + CUSTOM + "'\n";
    }
}

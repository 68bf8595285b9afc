package eu.runlater.engine.storage;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A small pool of its own for what must never wait behind API traffic: leases, sweeps, claims, settling
/// (G-RUN-3).
public record VitalDatabase(DataSource dataSource, JdbcClient jdbc, TransactionTemplate transactions) {}

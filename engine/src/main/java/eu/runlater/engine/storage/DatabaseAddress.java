package eu.runlater.engine.storage;

import eu.runlater.engine.settings.DatabaseUrl;
import eu.runlater.engine.settings.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Where the database is and how to log in.
///
/// @param display for people: no password
record DatabaseAddress(
        String jdbcUrl, @Nullable String user, @Nullable Secret password, String display) {
    static DatabaseAddress of(DatabaseUrl url) {
        return new DatabaseAddress(url.jdbcUrl(), url.user(), url.password(), url.display());
    }

    /// The driver's settings for every connection; what the URL itself sets is left out, so that it wins.
    ///
    /// A half-open connection is noticed within 15 s (G-NOD-3). Every statement is prepared at its first use:
    /// the engine repeats few statements very often.
    Properties properties() {
        Properties properties = login();
        put(properties, "connectTimeout", "5");
        put(properties, "loginTimeout", "5");
        put(properties, "socketTimeout", "15");
        put(properties, "tcpKeepAlive", "true");
        put(properties, "prepareThreshold", "1");
        put(properties, "ApplicationName", "runlater");
        return properties;
    }

    private void put(Properties properties, String name, String value) {
        if (!jdbcUrl.contains("?" + name + "=") && !jdbcUrl.contains("&" + name + "=")) {
            properties.setProperty(name, value);
        }
    }

    private Properties login() {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password.text());
        }
        return properties;
    }

    /// A connection of its own, outside any pool: for checks at start, migrations, LISTEN.
    Connection connect() throws SQLException {
        Properties properties = login();
        put(properties, "connectTimeout", "5");
        put(properties, "loginTimeout", "5");
        put(properties, "tcpKeepAlive", "true");
        put(properties, "ApplicationName", "runlater");
        return DriverManager.getConnection(jdbcUrl, properties);
    }
}

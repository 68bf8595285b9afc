package eu.runlater.process;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Access to the database an engine works on, for what no client can see: a comparison on the same server, and whether
/// a database process was left over.
public final class EngineDatabase {
    private final Path directory;
    private final @Nullable String url;

    EngineDatabase(Path dataDir, @Nullable String url) {
        this.directory = dataDir.resolve("postgres");
        this.url = url;
    }

    public Connection connect() throws SQLException, IOException {
        if (url == null) {
            String password = Files.readString(directory.resolve("password")).strip();
            String port = postmasterFile().get(3).strip();
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/runlater", "runlater", password);
        }
        if (url.startsWith("jdbc:")) {
            return DriverManager.getConnection(url);
        }
        URI uri = URI.create(url);
        String[] login = uri.getUserInfo() == null
                ? new String[] {"postgres", ""}
                : uri.getUserInfo().split(":", 2);
        String query = uri.getQuery() == null ? "" : "?" + uri.getQuery();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getPath()
                        + query,
                login[0],
                login.length < 2 ? "" : login[1]);
    }

    /// The newest webhook secret, as stored while no encryption key is set: a zero byte, then the text.
    public String webhookSecret() throws SQLException, IOException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select secret from signing_secret order by id desc limit 1")) {
            row.next();
            byte[] stored = row.getBytes(1);
            return new String(stored, 1, stored.length - 1, StandardCharsets.US_ASCII);
        }
    }

    /// The embedded server's first process, if it runs.
    public Optional<ProcessHandle> postmaster() {
        if (url != null) {
            return Optional.empty();
        }
        try {
            return ProcessHandle.of(Long.parseLong(postmasterFile().getFirst().strip()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Whether a process still runs. One that has ended and only waits to be collected by its parent does not: it
    /// has no program any more.
    public static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private List<String> postmasterFile() throws IOException {
        return Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"));
    }
}

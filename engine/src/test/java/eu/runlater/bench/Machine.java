package eu.runlater.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the figures were measured on; without it they mean nothing.
record Machine(Map<String, String> facts) {
    static Machine of(Connection connection) throws SQLException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", processor());
        facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            facts.put("memory", Math.round(system.getTotalMemorySize() / 1e9) + " GB");
        }
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        try (Statement statement = connection.createStatement()) {
            facts.put("postgresql", one(statement, "show server_version"));
            facts.put("synchronous_commit", one(statement, "show synchronous_commit"));
            facts.put("fsync", one(statement, "show fsync"));
        }
        return new Machine(facts);
    }

    String line() {
        return facts.get("cores") + " cores (" + facts.get("processor") + "), " + facts.get("memory") + ", "
                + facts.get("system") + ", Java " + facts.get("java") + ", PostgreSQL " + facts.get("postgresql")
                + " (synchronous_commit=" + facts.get("synchronous_commit") + ", fsync=" + facts.get("fsync") + ")";
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException _) {
            return System.getProperty("os.arch");
        }
    }
}

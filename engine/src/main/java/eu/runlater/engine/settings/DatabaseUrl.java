package eu.runlater.engine.settings;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a given PostgreSQL is. Reads `postgresql://user:password@host:port/database?parameter=value`,
/// several hosts separated by commas, and the JDBC form.
///
/// @param jdbcUrl without user and password
/// @param display for people: hosts and database only
public record DatabaseUrl(
        String jdbcUrl, @Nullable String user, @Nullable Secret password, String display) {
    private static final Pattern FORM =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
                    + "(?<hosts>[^/?@]+)/(?<database>[^?]+)(?:\\?(?<query>.*))?");

    /// libpq's parameter names that the driver calls otherwise.
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "target_session_attrs", "targetServerType",
            "channel_binding", "channelBinding");

    /// @throws IllegalArgumentException with the reason; never quotes the text, which holds a password
    static DatabaseUrl parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("it has not this form");
        }
        Map<String, String> parameters = parameters(form.group("query"));
        String user = decoded(form.group("user"));
        String password = decoded(form.group("password"));
        String userParameter = parameters.remove("user");
        String passwordParameter = parameters.remove("password");
        String hosts = form.group("hosts");
        String database = form.group("database");
        checkHosts(hosts);
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        parameters.forEach((name, value) -> query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String given = password != null ? password : passwordParameter;
        return new DatabaseUrl(
                "jdbc:postgresql://" + hosts + "/" + database + query,
                user != null ? user : userParameter,
                given == null ? null : Secret.of(given),
                hosts + "/" + database);
    }

    private static void checkHosts(String hosts) {
        for (String host : hosts.split(",", -1)) {
            URI uri = URI.create("x://" + host);
            if (uri.getHost() == null || uri.getPort() > 65535) {
                throw new IllegalArgumentException("\"" + host + "\" is not a host or host:port");
            }
        }
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> found = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return found;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("a parameter has no value");
            }
            String name = pair.substring(0, equals);
            String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            String driverName = DRIVER_NAMES.getOrDefault(name, name);
            found.put(driverName, driverName.equals("targetServerType") ? serverType(value) : value);
        }
        return found;
    }

    private static String serverType(String value) {
        return switch (value) {
            case "read-write" -> "primary";
            case "standby" -> "secondary";
            case "prefer-standby" -> "preferSecondary";
            default -> value;
        };
    }

    private static @Nullable String decoded(@Nullable String text) {
        // A plus sign stands for itself here, unlike in a query.
        return text == null ? null : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// Whether the URL itself sets a driver parameter; ours must not overrule it.
    public boolean sets(String parameter) {
        return jdbcUrl.contains("?" + parameter + "=") || jdbcUrl.contains("&" + parameter + "=");
    }
}

package eu.runlater.engine.dispatch;

import eu.runlater.engine.delivery.Header;
import eu.runlater.engine.delivery.TaskDefinition;
import eu.runlater.engine.delivery.TaskOptions;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.storage.ArrayParameters;
import eu.runlater.engine.storage.PayloadCipher;
import eu.runlater.engine.storage.VitalDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Reads stored definitions and opens their sealed parts. URL, headers, body and assertions are read when the
/// attempt is made, so that an edit also changes what waits already (api.md §8.5). Any thread.
@Component
public class TaskDefinitions {
    /// The columns of a definition, for every query that reads whole ones through [#read].
    public static final String COLUMNS = """
            t.id, t.organization_id, t.name, t.method, t.url, t.host, t.headers, t.body, t.queue, t.priority, t.timeout_ms,
            t.retry_attempts, t.options, t.scheduled_at, t.inserted_at, t.updated_at, t.version""";

    // `= any` with a parameter lets PostgreSQL skip the day partitions that none of the ids can be in.
    private static final String BY_ID = "select " + COLUMNS + " from any_task t where t.id = any(?)";

    private final JdbcTemplate jdbc;
    private final PayloadCipher cipher;

    TaskDefinitions(VitalDatabase database, PayloadCipher cipher) {
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.cipher = cipher;
    }

    /// The definitions of these ids, deleted ones too; an id without a definition is left out.
    Map<UUID, TaskDefinition> load(Collection<UUID> ids) {
        Map<UUID, TaskDefinition> found = HashMap.newHashMap(ids.size());
        List<UUID> distinct = ids.stream().distinct().toList();
        jdbc.query(
                BY_ID,
                statement ->
                        new ArrayParameters<>(distinct).add("uuid", id -> id).bind(statement, 1),
                row -> {
                    TaskDefinition task = read(row);
                    found.put(task.id(), task);
                });
        return found;
    }

    /// Reads a row of [#COLUMNS].
    public TaskDefinition read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        UUID organization = row.getObject("organization_id", UUID.class);
        byte[] headers = cipher.openOptional(organization, id, row.getBytes("headers"));
        String options = row.getString("options");
        return new TaskDefinition(
                id,
                organization,
                row.getString("name"),
                row.getString("method"),
                row.getString("url"),
                row.getString("host"),
                headers == null ? List.of() : List.of(Json.WIRE.readValue(headers, Header[].class)),
                cipher.openOptional(organization, id, row.getBytes("body")),
                row.getString("queue"),
                row.getInt("priority"),
                Duration.ofMillis(row.getInt("timeout_ms")),
                row.getInt("retry_attempts"),
                options == null ? TaskOptions.DEFAULT : Json.WIRE.readValue(options, TaskOptions.class),
                moment(row, "scheduled_at"),
                moment(row, "inserted_at"),
                moment(row, "updated_at"),
                row.getInt("version"));
    }

    /// The sealed form of a definition's headers, for the statement that stores it; absent = none.
    public byte @Nullable [] sealHeaders(TaskDefinition task) {
        return task.headers().isEmpty()
                ? null
                : cipher.seal(task.organizationId(), task.id(), Json.WIRE.writeValueAsBytes(task.headers()));
    }

    /// The sealed form of a definition's body; absent = none.
    public byte @Nullable [] sealBody(TaskDefinition task) {
        return cipher.sealOptional(task.organizationId(), task.id(), task.body());
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

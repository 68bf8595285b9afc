package eu.runlater.engine.inbound;

import eu.runlater.engine.inbound.Endpoint.Content;
import eu.runlater.engine.inbound.Endpoint.Forward;
import eu.runlater.engine.inbound.Endpoint.Hooks;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.storage.PayloadCipher;
import eu.runlater.model.EventFilter;
import eu.runlater.model.Verification;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/// The endpoints as rows. What senders and receivers keep secret is sealed. Any thread.
@Repository
class EndpointRepository {
    /// An endpoint with what only the lists know.
    ///
    /// @param ordered the setting of its queue
    record Listed(
            Endpoint endpoint, boolean ordered, @Nullable Instant lastEventAt) {}

    /// An endpoint and its organization's plan.
    record Target(Endpoint endpoint, String plan) {}

    private static final String COLUMNS = """
            n.id, n.organization_id, n.name, n.slug, n.forward_urls, n.enabled, n.retry_attempts, n.queue, n.forward_headers,
            n.forward_body, n.forward_method, n.pass_headers, n.hooks, n.verification, n.secret, n.filters, n.inserted_at,
            n.updated_at, n.version
            """;

    private static final String LIST = "select " + COLUMNS + """
                   , coalesce(q.ordered, false) as ordered,
                   (select e.received_at from inbound_event e where e.endpoint_id = n.id order by e.id desc limit 1) as last_at
              from inbound_endpoint n
              left join queue q on q.organization_id = n.organization_id and q.name = n.queue
             where n.organization_id = :organization and (:id::uuid is null or n.id = :id::uuid)
             order by n.id desc
            """;

    private static final String LOCK = "select " + COLUMNS + """
              from inbound_endpoint n where n.organization_id = :organization and n.id = :id for update
            """;

    private static final String BY_SLUG = "select " + COLUMNS + """
                   , o.plan from inbound_endpoint n join organization o on o.id = n.organization_id where n.slug = :slug
            """;

    private static final String LOCK_ORGANIZATION =
            "select id from organization where id = :organization for no key update";

    private static final String COUNT = "select count(*) from inbound_endpoint where organization_id = :organization";

    private static final String INSERT = """
            insert into inbound_endpoint (
                   id, organization_id, name, slug, forward_urls, enabled, retry_attempts, queue, forward_headers, forward_body,
                   forward_method, pass_headers, hooks, verification, secret, filters, inserted_at, updated_at, version)
            values (:id, :organization, :name, :slug, :urls, :enabled, :retries, :queue, :headers, :body, :method, :pass, :hooks,
                    :verification, :secret, :filters, app_now(), app_now(), 1)
            """;

    private static final String UPDATE = """
            update inbound_endpoint
               set name = :name, forward_urls = :urls, enabled = :enabled, retry_attempts = :retries, queue = :queue,
                   forward_headers = :headers, forward_body = :body, forward_method = :method, pass_headers = :pass,
                   hooks = :hooks, verification = :verification, secret = :secret, filters = :filters, updated_at = app_now(),
                   version = version + 1
             where organization_id = :organization and id = :id
            """;

    private static final String DELETE = """
            with gone as (
              delete from inbound_endpoint where organization_id = :organization and id = :id returning id),
            seen as (delete from inbound_seen s using gone where s.endpoint_id = gone.id)
            insert into inbound_purge (endpoint_id, deleted_at) select id, app_now() from gone
            """;

    private static final String DELETE_EVENTS = """
            delete from inbound_event where id in (select id from inbound_event where endpoint_id = :id limit :page)
            """;

    private final JdbcClient jdbc;
    private final PayloadCipher cipher;

    EndpointRepository(JdbcClient jdbc, PayloadCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    /// Newest first.
    List<Listed> all(UUID organizationId) {
        return listed(organizationId, null);
    }

    Optional<Listed> find(UUID organizationId, UUID id) {
        return listed(organizationId, id).stream().findFirst();
    }

    private List<Listed> listed(UUID organizationId, @Nullable UUID id) {
        return jdbc.sql(LIST)
                .param("organization", organizationId)
                .param("id", id)
                .query((row, _) -> new Listed(read(row), row.getBoolean("ordered"), moment(row, "last_at")))
                .list();
    }

    /// Holds the row until the transaction's end.
    Optional<Endpoint> lock(UUID organizationId, UUID id) {
        return jdbc.sql(LOCK)
                .param("organization", organizationId)
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    Optional<Target> target(String slug) {
        return jdbc.sql(BY_SLUG)
                .param("slug", slug)
                .query((row, _) -> new Target(read(row), row.getString("plan")))
                .optional();
    }

    /// How many there are, in a transaction in which nobody else makes one.
    long count(UUID organizationId) {
        jdbc.sql(LOCK_ORGANIZATION)
                .param("organization", organizationId)
                .query(UUID.class)
                .single();
        return jdbc.sql(COUNT)
                .param("organization", organizationId)
                .query(Long.class)
                .single();
    }

    void insert(UUID id, UUID organizationId, String slug, Content content) {
        bind(INSERT, id, organizationId, content).param("slug", slug).update();
    }

    void update(Endpoint endpoint, Content content) {
        bind(UPDATE, endpoint.id(), endpoint.organizationId(), content).update();
    }

    private JdbcClient.StatementSpec bind(String sql, UUID id, UUID organizationId, Content content) {
        Forward forward = content.forward();
        byte[] headers = forward.headers().isEmpty() ? null : Json.WIRE.writeValueAsBytes(forward.headers());
        return jdbc.sql(sql)
                .param("id", id)
                .param("organization", organizationId)
                .param("name", content.name())
                .param("urls", forward.urls().toArray(String[]::new))
                .param("enabled", content.enabled())
                .param("retries", forward.retryAttempts())
                .param("queue", content.queue())
                .param("headers", cipher.sealOptional(organizationId, id, headers))
                .param("body", cipher.sealOptional(organizationId, id, bytes(forward.body())))
                .param("method", forward.method())
                .param("pass", forward.pass().toArray(String[]::new))
                .param("hooks", content.hooks().equals(Hooks.NONE) ? null : json(content.hooks()))
                .param("verification", content.verification() == null ? null : json(content.verification()))
                .param("secret", cipher.sealOptional(organizationId, id, bytes(content.secret())))
                .param("filters", content.filters().isEmpty() ? null : json(content.filters()));
    }

    /// True when there was one.
    boolean delete(UUID organizationId, UUID id) {
        return jdbc.sql(DELETE)
                        .param("organization", organizationId)
                        .param("id", id)
                        .update()
                > 0;
    }

    /// Deletes a page of a deleted endpoint's events.
    int deleteEvents(UUID id, int page) {
        return jdbc.sql(DELETE_EVENTS).param("id", id).param("page", page).update();
    }

    private Endpoint read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        UUID organization = row.getObject("organization_id", UUID.class);
        byte[] headers = cipher.openOptional(organization, id, row.getBytes("forward_headers"));
        String hooks = row.getString("hooks");
        String verification = row.getString("verification");
        String filters = row.getString("filters");
        Map<String, String> laid = headers == null
                ? Map.of()
                : Json.WIRE.readValue(headers, new TypeReference<LinkedHashMap<String, String>>() {});
        Forward forward = new Forward(
                texts(row.getArray("forward_urls")),
                row.getInt("retry_attempts"),
                laid,
                text(cipher.openOptional(organization, id, row.getBytes("forward_body"))),
                row.getString("forward_method"),
                texts(row.getArray("pass_headers")));
        Content content = new Content(
                row.getString("name"),
                row.getBoolean("enabled"),
                forward,
                row.getString("queue"),
                hooks == null ? Hooks.NONE : Json.WIRE.readValue(hooks, Hooks.class),
                verification == null ? null : Json.WIRE.readValue(verification, Verification.class),
                text(cipher.openOptional(organization, id, row.getBytes("secret"))),
                filters == null ? List.of() : List.of(Json.WIRE.readValue(filters, EventFilter[].class)));
        return new Endpoint(
                id,
                organization,
                row.getString("slug"),
                content,
                row.getObject("inserted_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getInt("version"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static String json(Object value) {
        return Json.WIRE.writeValueAsString(value);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}

package eu.runlater.engine.intake;

import eu.runlater.engine.intake.Arrival.Seen;
import eu.runlater.engine.runtime.Json;
import eu.runlater.engine.storage.ArrayParameters;
import eu.runlater.engine.storage.VitalDatabase;
import eu.runlater.model.Changed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Stores inbound events; to be used in the transaction that stores their runs. A signed message is taken once: two
/// requests with it, on any nodes, meet at its row. One thread (the intake's loop).
@Repository
class Arrivals {
    private static final String TAKE = """
            insert into inbound_seen (endpoint_id, message, event_id, until)
            select endpoint_id, message, event_id, app_now() + millis * interval '1 millisecond'
              from unnest(?::uuid[], ?::bytea[], ?::uuid[], ?::bigint[]) as s(endpoint_id, message, event_id, millis)
            on conflict (endpoint_id, message) do update set event_id = excluded.event_id, until = excluded.until
             where inbound_seen.until <= app_now()
            """;

    private static final String HOLDERS = """
            select i.endpoint_id, i.message, i.event_id
              from unnest(?::uuid[], ?::bytea[]) as s(endpoint_id, message)
              join inbound_seen i on i.endpoint_id = s.endpoint_id and i.message = s.message
            """;

    private static final String STORE = """
            with news as (
              insert into event (organization_id, type, at, count, items)
              select organization_id, 'inbound.received', app_now(), count, items
                from unnest(?::uuid[], ?::int[], ?::text[]) as n(organization_id, count, items))
            insert into inbound_event (
                   id, organization_id, endpoint_id, received_at, method, source_ip, head, body, body_bytes, content_type, task_ids,
                   outcome, reason)
            select id, organization_id, endpoint_id, 'epoch'::timestamptz + received * interval '1 microsecond', method,
                   source_ip, head, body, body_bytes, content_type, string_to_array(task_ids, ',')::uuid[], outcome, reason
              from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::int[],
                          ?::text[], ?::text[], ?::text[], ?::text[])
                as e(id, organization_id, endpoint_id, received, method, source_ip, head, body, body_bytes, content_type, task_ids,
                     outcome, reason)
            """;

    private record Named(UUID endpointId, String message) {
        static Named of(Arrival arrival, Seen seen) {
            return new Named(arrival.endpointId(), HexFormat.of().formatHex(seen.message()));
        }
    }

    private record Row(UUID organizationId, Arrival arrival) {}

    private record News(UUID organizationId, int count, String items) {}

    private final JdbcTemplate jdbc;

    Arrivals(VitalDatabase database) {
        this.jdbc = new JdbcTemplate(database.dataSource());
    }

    /// Stores the events of these submissions.
    ///
    /// @return of those that were not, being repeats: the event that was stored for the message
    Map<Submission, UUID> store(List<Submission> submissions) {
        Map<Submission, UUID> repeats = new IdentityHashMap<>();
        List<Row> rows = new ArrayList<>();
        Map<Named, UUID> holders = holders(submissions);
        for (Submission submission : submissions) {
            Arrival arrival = submission.arrival();
            if (arrival == null) {
                continue;
            }
            Seen seen = arrival.seen();
            UUID holder = seen == null ? arrival.id() : holders.get(Named.of(arrival, seen));
            if (arrival.id().equals(holder)) {
                rows.add(new Row(submission.organizationId(), arrival));
            } else {
                repeats.put(submission, Objects.requireNonNull(holder, "a message that was taken has an event"));
            }
        }
        if (!rows.isEmpty()) {
            insert(rows);
        }
        return repeats;
    }

    /// Takes the messages that are free, the first of each in this batch, and says whose each one is now.
    private Map<Named, UUID> holders(List<Submission> submissions) {
        Map<Named, Arrival> first = new LinkedHashMap<>();
        for (Submission submission : submissions) {
            Arrival arrival = submission.arrival();
            if (arrival != null && arrival.seen() != null) {
                first.putIfAbsent(Named.of(arrival, arrival.seen()), arrival);
            }
        }
        if (first.isEmpty()) {
            return Map.of();
        }
        // One order for everyone, so that two nodes cannot wait for each other in a circle.
        List<Arrival> ordered = first.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Named, Arrival> entry) ->
                                entry.getKey().endpointId())
                        .thenComparing(entry -> entry.getKey().message()))
                .map(Map.Entry::getValue)
                .toList();
        jdbc.update(
                TAKE,
                statement -> new ArrayParameters<>(ordered)
                        .add("uuid", Arrival::endpointId)
                        .add("bytea", Arrivals::message)
                        .add("uuid", Arrival::id)
                        .add("int8", arrival -> seen(arrival).window().toMillis())
                        .bind(statement, 1));
        Map<Named, UUID> holders = new HashMap<>();
        jdbc.query(
                HOLDERS,
                statement -> new ArrayParameters<>(ordered)
                        .add("uuid", Arrival::endpointId)
                        .add("bytea", Arrivals::message)
                        .bind(statement, 1),
                row -> {
                    String message = HexFormat.of().formatHex(row.getBytes(2));
                    holders.put(new Named(row.getObject(1, UUID.class), message), row.getObject(3, UUID.class));
                });
        return holders;
    }

    private static Seen seen(Arrival arrival) {
        return Objects.requireNonNull(arrival.seen());
    }

    private static byte[] message(Arrival arrival) {
        return seen(arrival).message();
    }

    private void insert(List<Row> rows) {
        jdbc.update(STORE, statement -> {
            int next = new ArrayParameters<>(news(rows))
                    .add("uuid", News::organizationId)
                    .add("int4", News::count)
                    .add("text", News::items)
                    .bind(statement, 1);
            new ArrayParameters<>(rows)
                    .add("uuid", row -> row.arrival.id())
                    .add("uuid", Row::organizationId)
                    .add("uuid", row -> row.arrival.endpointId())
                    .addMoment(row -> row.arrival.receivedAt())
                    .add("text", row -> row.arrival.method())
                    .add("text", row -> row.arrival.sourceIp())
                    .add("bytea", row -> row.arrival.head())
                    .add("bytea", row -> row.arrival.body())
                    .add("int4", row -> row.arrival.bytes())
                    .add("text", row -> row.arrival.contentType())
                    .add(
                            "text",
                            row -> row.arrival.taskIds().stream()
                                    .map(UUID::toString)
                                    .collect(Collectors.joining(",")))
                    .add("text", row -> row.arrival.outcome())
                    .add("text", row -> row.arrival.reason())
                    .bind(statement, next);
        });
    }

    /// One message an endpoint, whatever the number of events.
    private static List<News> news(List<Row> rows) {
        Map<UUID, List<Row>> byEndpoint = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.arrival.endpointId(), LinkedHashMap::new, Collectors.toList()));
        return byEndpoint.values().stream()
                .map(events -> {
                    Row newest = events.getLast();
                    Changed changed = new Changed(
                            newest.arrival.endpointId().toString(),
                            newest.arrival.endpointName(),
                            newest.arrival.outcome());
                    return new News(
                            newest.organizationId, events.size(), Json.WIRE.writeValueAsString(new Changed[] {changed
                            }));
                })
                .toList();
    }
}

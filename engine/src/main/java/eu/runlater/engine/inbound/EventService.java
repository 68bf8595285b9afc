package eu.runlater.engine.inbound;

import eu.runlater.engine.audit.Reveals;
import eu.runlater.engine.executions.SecretHeaders;
import eu.runlater.engine.inbound.EventRepository.Stored;
import eu.runlater.engine.storage.PayloadCipher;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.ExecutionDetail.Body;
import eu.runlater.model.InboundEventDetail;
import eu.runlater.model.InboundEventView;
import eu.runlater.model.Page;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// What can be seen of received events. Any thread.
@Service
class EventService {
    private static final int SCAN = 500;
    private static final int SCANS = 10;

    private final EndpointService endpoints;
    private final EventRepository events;
    private final PayloadCipher cipher;
    private final Reveals reveals;

    EventService(EndpointService endpoints, EventRepository events, PayloadCipher cipher, Reveals reveals) {
        this.endpoints = endpoints;
        this.events = events;
        this.cipher = cipher;
        this.reveals = reveals;
    }

    /// A page, newest first. With a status, at most 5,000 events are looked at: a page may then have fewer rows than
    /// asked for, or none, and still be followed by another.
    Page<InboundEventView> list(Caller caller, UUID endpointId, EventPage wanted) {
        endpoints.find(caller, endpointId);
        String status = wanted.status();
        List<InboundEventView> found = new ArrayList<>();
        UUID before = wanted.before();
        int size = status == null ? wanted.limit() + 1 : SCAN;
        for (int i = 0; i < SCANS; i++) {
            List<InboundEventView> page =
                    events.before(caller.organizationId(), endpointId, wanted.from(), before, size);
            for (InboundEventView event : page) {
                if (status == null || status.equals(event.status())) {
                    found.add(event);
                    if (found.size() > wanted.limit()) {
                        return page(
                                found.subList(0, wanted.limit()),
                                found.get(wanted.limit() - 1).id());
                    }
                }
            }
            if (page.size() < size) {
                return page(found, null);
            }
            before = page.getLast().id();
        }
        return page(found, before);
    }

    private static Page<InboundEventView> page(List<InboundEventView> rows, @Nullable UUID next) {
        return new Page<>(rows, next != null, next == null ? null : EventPage.cursor(next));
    }

    /// @throws ApiProblem 404 for an endpoint or event that is not there
    InboundEventDetail show(Caller caller, UUID endpointId, UUID id) {
        String name = endpoints.find(caller, endpointId).endpoint().name();
        UUID organization = caller.organizationId();
        Stored stored = events.find(organization, endpointId, id).orElseThrow(() -> ApiProblem.notFound("event"));
        reveals.note(caller, "inbound_event", id, name);
        EventHead head = EventHead.read(cipher.open(organization, id, stored.head()));
        byte[] body = cipher.openOptional(organization, id, stored.body());
        return new InboundEventDetail(
                stored.event(),
                head.query(),
                SecretHeaders.masked(head.headers()),
                body == null ? null : body(body, body.length < stored.event().bytes()),
                events.forwards(organization, stored.event().taskIds()));
    }

    private static Body body(byte[] bytes, boolean truncated) {
        String text = new String(bytes, StandardCharsets.UTF_8).replace('\u0000', '\uFFFD');
        return new Body(text, Base64.getEncoder().encodeToString(bytes), bytes.length, truncated);
    }
}

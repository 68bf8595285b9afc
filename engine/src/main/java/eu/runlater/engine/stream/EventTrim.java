package eu.runlater.engine.stream;

import eu.runlater.engine.runtime.Loop;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Deletes what is older than an hour from the log, a page at a time (G-NOD-5). Every node does; they do not wait
/// for each other.
@Component
class EventTrim {
    private static final Logger log = LoggerFactory.getLogger(EventTrim.class);
    private static final int PAGE = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_PAGES = Duration.ofMillis(20);

    private final EventLog events;
    private final Loop loop;

    EventTrim(EventLog events) {
        this.events = events;
        this.loop = Loop.start("event-trim", this::tick);
    }

    Duration tick() {
        try {
            return events.trim(PAGE) < PAGE ? PAUSE : BETWEEN_PAGES;
        } catch (DataAccessException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("the event log could not be trimmed; trying again");
            return PAUSE;
        }
    }

    @PreDestroy
    void stop() {
        loop.close();
    }
}

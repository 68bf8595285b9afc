package eu.runlater.engine.health;

import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.retention.Room;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Health for load balancers and people. Open to everyone, and so tells no more than it must.
@RestController
class HealthController {
    private final DatabaseProbe database;
    private final Readiness readiness;
    private final Room room;

    HealthController(DatabaseProbe database, Readiness readiness, Room room) {
        this.database = database;
        this.readiness = readiness;
        this.room = room;
    }

    @ApiCall(
            value = "Whether it works",
            tag = "Health",
            replies = {
                @Reply(value = Object.class, form = Reply.Form.WHOLE, about = "It does."),
                @Reply(status = 503, value = Object.class, form = Reply.Form.WHOLE, about = "The database is away.")
            })
    @GetMapping("/health")
    ResponseEntity<Map<String, String>> health() {
        if (!database.ask().connected()) {
            return answer(503, Map.of("status", "error", "database", "disconnected"));
        }
        String warning = room.warning();
        return warning == null
                ? answer(200, Map.of("status", "ok", "database", "connected"))
                : answer(200, Map.of("status", "degraded", "database", "connected", "warning", warning));
    }

    /// The process runs and answers; says nothing about the database, for which a restart would be no cure.
    @ApiCall(
            value = "Whether the process answers",
            tag = "Health",
            replies = @Reply(value = Object.class, form = Reply.Form.WHOLE))
    @GetMapping("/health/live")
    ResponseEntity<Map<String, String>> live() {
        return answer(200, Map.of("status", "ok"));
    }

    @ApiCall(
            value = "Whether this node should be sent work",
            tag = "Health",
            replies = {
                @Reply(value = Object.class, form = Reply.Form.WHOLE, about = "It should."),
                @Reply(
                        status = 503,
                        value = Object.class,
                        form = Reply.Form.WHOLE,
                        about = "It should not, for these reasons.")
            })
    @GetMapping("/health/ready")
    ResponseEntity<Map<String, Object>> ready() {
        List<String> obstacles = readiness.obstacles();
        return obstacles.isEmpty()
                ? answer(200, Map.of("status", "ok"))
                : answer(503, Map.of("status", "not_ready", "reasons", obstacles));
    }

    private static <T> ResponseEntity<T> answer(int status, T body) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .contentType(
                        MediaType.APPLICATION_JSON) // whatever Accept says: api.md §1 asks for it under /api/v1 only
                .body(body);
    }
}

package eu.runlater.engine.overview;

import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.Operators;
import eu.runlater.model.EngineStatus;
import eu.runlater.model.Overview;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// `GET /api/v1/overview` and `GET /api/v1/engine`.
@Controller
class OverviewController {
    private static final int MAX_WINDOW_MINUTES = 24 * 60;

    private final Overviews overviews;
    private final EngineStatuses statuses;

    OverviewController(Overviews overviews, EngineStatuses statuses) {
        this.overviews = overviews;
        this.statuses = statuses;
    }

    @ApiCall(
            value = "The numbers of the first screen",
            tag = "Overview",
            parameters =
                    @Parameter(
                            name = "window_minutes",
                            about = "how far back failures count",
                            type = int.class,
                            min = 1,
                            max = MAX_WINDOW_MINUTES),
            replies = @Reply(Overview.class))
    @GetMapping("/api/v1/overview")
    Answer overview(
            Caller caller, @RequestParam(name = "window_minutes", required = false) @Nullable String windowMinutes) {
        return Answer.data(200, overviews.of(caller.organizationId(), window(windowMinutes)));
    }

    @ApiCall(value = "How the installation is doing", tag = "Overview", replies = @Reply(EngineStatus.class))
    @Operators
    @GetMapping("/api/v1/engine")
    Answer engine() {
        return Answer.data(200, statuses.current());
    }

    private static int window(@Nullable String text) {
        try {
            int minutes = text == null ? 60 : Integer.parseInt(text.strip());
            if (minutes >= 1 && minutes <= MAX_WINDOW_MINUTES) {
                return minutes;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw ApiProblem.invalid("window_minutes", "must be a whole number from 1 to " + MAX_WINDOW_MINUTES);
    }
}

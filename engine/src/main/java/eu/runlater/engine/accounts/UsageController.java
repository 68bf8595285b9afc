package eu.runlater.engine.accounts;

import eu.runlater.engine.accounts.UsageRepository.Standing;
import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.Caller;
import eu.runlater.model.Usage;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// The plan, and how much of it is used (behaviour §16).
@Controller
class UsageController {
    private final UsageRepository repository;

    UsageController(UsageRepository repository) {
        this.repository = repository;
    }

    @ApiCall(value = "The plan and its use", tag = "Organization", replies = @Reply(Usage.class))
    @GetMapping("/api/v1/usage")
    Answer usage(Caller caller) {
        Standing standing = repository.standing(caller.organizationId());
        Plan plan = standing.plan();
        return Answer.data(
                200,
                new Usage(
                        plan.word(),
                        standing.month(),
                        standing.used(),
                        plan.executionsPerMonth(),
                        standing.month()
                                .plusMonths(1)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant(),
                        plan.shortestIntervalSeconds(),
                        plan.recurringTasks(),
                        standing.recurring(),
                        or(standing.maxConcurrent(), plan.maxConcurrent()),
                        or(standing.hostConcurrency(), plan.hostConcurrency()),
                        standing.retentionDays(),
                        repository.notices(caller.organizationId(), standing.month())));
    }

    private static @Nullable Integer or(@Nullable Integer own, @Nullable Integer ofPlan) {
        return own != null ? own : ofPlan;
    }
}

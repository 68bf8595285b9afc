package eu.runlater.engine.web;

import eu.runlater.engine.limits.Allowance;
import eu.runlater.engine.limits.RateLimits;
import eu.runlater.engine.limits.Standing;
import eu.runlater.engine.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.stereotype.Component;

/// Holds callers to their rates (decision 37): a key or session to its plan's, whoever has shown neither to
/// one by address. A request that fails to authenticate counts for its address, so that guessing is slow.
/// Says in every answer how the caller stands. Any thread.
@Component
class RateGate {
    private static final int PLAN_PER_MINUTE = 500;
    private static final int PLAN_PER_HOUR = 10_000;
    // A client that calls now and then, such as a load balancer asking for health, costs the database nothing.
    private static final int FREE = 20;

    private final RateLimits limits;
    private final ClientAddress addresses;
    private final List<Allowance> ofPlans;
    private final List<Allowance> ofUnlimited;
    private final List<Allowance> ofAddresses;

    RateGate(RateLimits limits, ClientAddress addresses, Settings settings) {
        this.limits = limits;
        this.addresses = addresses;
        OptionalInt minute = settings.rateLimits().perMinute();
        OptionalInt hour = settings.rateLimits().perHour();
        this.ofPlans = List.of(
                Allowance.perMinute(minute.orElse(PLAN_PER_MINUTE)), Allowance.perHour(hour.orElse(PLAN_PER_HOUR)));
        List<Allowance> set = new ArrayList<>();
        minute.ifPresent(requests -> set.add(Allowance.perMinute(requests)));
        hour.ifPresent(requests -> set.add(Allowance.perHour(requests)));
        this.ofUnlimited = List.copyOf(set);
        int perAddress = settings.rateLimits().perAddress();
        this.ofAddresses = perAddress == 0
                ? List.of()
                : List.of(Allowance.perMinute(perAddress).withFree(FREE));
    }

    /// @throws ApiProblem 429 `rate_limited`
    void admit(Caller caller, HttpServletResponse response) {
        List<Allowance> allowances = caller.plan().equals("unlimited") ? ofUnlimited : ofPlans;
        check(limits.take("key:" + caller.credentialId(), allowances), response, "This key");
    }

    /// A caller nobody knows.
    ///
    /// @throws ApiProblem 429 `rate_limited`
    void admitStranger(HttpServletRequest request, HttpServletResponse response) {
        if (!ofAddresses.isEmpty()) {
            check(limits.take("address:" + addresses.group(request), ofAddresses), response, "This address");
        }
    }

    private static void check(Optional<Standing> found, HttpServletResponse response, String who) {
        if (found.isEmpty()) {
            return;
        }
        Standing standing = found.get();
        response.setIntHeader("RateLimit-Limit", standing.limit());
        response.setIntHeader("RateLimit-Remaining", standing.remaining());
        response.setIntHeader("RateLimit-Reset", standing.resetSeconds());
        if (!standing.allowed()) {
            response.setIntHeader("Retry-After", standing.resetSeconds());
            throw ApiProblem.of(
                    429,
                    "rate_limited",
                    who + " has made the " + standing.limit() + " requests of this window; nothing was done. It begins"
                            + " anew in " + standing.resetSeconds() + " s.");
        }
    }
}

package eu.runlater.engine.organizations;

import eu.runlater.engine.accounts.AccountFields;
import eu.runlater.engine.accounts.Plan;
import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Field;
import eu.runlater.engine.openapi.Inline;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.IdempotencyKey;
import eu.runlater.engine.web.IdempotentCalls;
import eu.runlater.engine.web.Needs;
import eu.runlater.engine.web.Operators;
import eu.runlater.engine.web.RawBody;
import eu.runlater.engine.web.Role;
import eu.runlater.model.NewOrganization;
import eu.runlater.model.OrganizationView;
import eu.runlater.model.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// `/api/v1/organization`, the caller's own, and `/api/v1/organizations`, all of them, for operators.
@Controller
class OrganizationController {
    private static final String TAG = "Organization";
    private static final int MAX_REASON = 500;
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 100;
    private static final Set<String> PLANS = Set.of("free", "pro", "unlimited");
    private static final FieldNames OWN = FieldNames.of(
            "name", "retention_days", "circuit_threshold", "max_concurrent", "host_concurrency", "reason");
    private static final FieldNames ANY = OWN.and("plan");
    private static final FieldNames NEW = FieldNames.of("name", "plan", "owner_email");

    private record OrganizationEdit(
            @Field(about = "as people know it", maxLength = 255, example = "\"Shop\"")
            String name,

            @Field(about = "days of history kept; as many as the plan allows", min = 1, max = 3_650)
            Integer retentionDays,

            @Field(about = "failures in a row that open a host's circuit; 0 = never", min = 0, max = 1_000)
            Integer circuitThreshold,

            @Field(about = "attempts at once over all nodes; `null` = the plan's", min = 1, max = 100_000)
            Integer maxConcurrent,

            @Field(about = "attempts at once to one host; `null` = the plan's", min = 1, max = 100_000)
            Integer hostConcurrency,

            @Field(about = "why, for the audit log", maxLength = 500)
            String reason) {}

    private record AnyOrganizationEdit(
            @Inline OrganizationEdit settings,

            @Field(
                    about = "another plan brings its own history and caps, unless they are sent with it",
                    values = {"free", "pro", "unlimited"})
            String plan) {}

    private record OrganizationRequest(
            @Field(about = "as people know it", required = true, maxLength = 255, example = "\"Shop\"")
            String name,

            @Field(
                    about = "what it may use",
                    values = {"free", "pro", "unlimited"},
                    standard = "\"unlimited\"")
            String plan,

            @Field(about = "who is to be its owner; is invited", required = true, maxLength = 160)
            String ownerEmail) {}

    private final Organizations organizations;
    private final IdempotentCalls calls;

    OrganizationController(Organizations organizations, IdempotentCalls calls) {
        this.organizations = organizations;
        this.calls = calls;
    }

    @ApiCall(value = "Show the organization", tag = TAG, replies = @Reply(OrganizationView.class))
    @GetMapping("/api/v1/organization")
    Answer own(Caller caller) {
        return Answer.data(200, organizations.one(caller.organizationId()));
    }

    @ApiCall(
            value = "Change the organization's settings",
            tag = TAG,
            detail = "Absent fields stay as they are.",
            body = OrganizationEdit.class,
            replies = @Reply(OrganizationView.class))
    @Needs(Role.ADMIN)
    @PatchMapping("/api/v1/organization")
    Answer editOwn(Caller caller, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(caller, IdempotencyKey.of(request, body), () -> {
            Fields fields = Fields.parse(body, OWN);
            OrganizationFields edit = OrganizationFields.read(fields);
            String reason = fields.optionalText("reason", MAX_REASON);
            fields.check();
            return Answer.data(
                    200,
                    organizations.update(
                            caller, caller.organizationId(), reason, current -> edit.over(current, false)));
        });
    }

    @ApiCall(
            value = "List all organizations",
            tag = TAG,
            detail = "Newest first.",
            parameters = {
                @Parameter(name = "limit", type = int.class, about = "page size", min = 1, max = 100, lenient = true),
                @Parameter(name = "cursor", about = "`next_cursor` of the page before")
            },
            replies = @Reply(value = OrganizationView.class, form = Reply.Form.PAGE))
    @Operators
    @GetMapping("/api/v1/organizations")
    Answer list(
            Caller caller,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = size(limit);
        List<OrganizationView> rows = organizations.page(cursor == null ? null : cursor(cursor), size + 1);
        boolean more = rows.size() > size;
        List<OrganizationView> page = more ? rows.subList(0, size) : rows;
        return Answer.of(200, new Page<>(page, more, more ? page.getLast().id().toString() : null));
    }

    private static int size(@Nullable String text) {
        try {
            int size = text == null ? PAGE : Integer.parseInt(text.strip());
            return size <= 0 ? PAGE : Math.min(size, LARGEST_PAGE);
        } catch (NumberFormatException e) {
            return PAGE; // api.md §4
        }
    }

    private static UUID cursor(String text) {
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw ApiProblem.invalid("cursor", "must be the next_cursor of the page before");
    }

    @ApiCall(
            value = "Make an organization",
            tag = TAG,
            detail = """
                    Its owner accepts the invite whose token the answer shows, once. A repeat with the same
                    `Idempotency-Key` answers without it.""",
            body = OrganizationRequest.class,
            replies = @Reply(value = NewOrganization.class, status = 201))
    @Operators
    @PostMapping("/api/v1/organizations")
    Answer create(Caller caller, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(
                caller,
                IdempotencyKey.of(request, body),
                () -> {
                    Fields fields = Fields.parse(body, NEW);
                    String name = AccountFields.requiredName(fields, "name");
                    String plan = fields.word("plan", PLANS);
                    String owner = AccountFields.requiredEmail(fields, "owner_email");
                    fields.check();
                    Plan chosen = plan == null ? Plan.UNLIMITED : Plan.of(plan);
                    NewOrganization made = organizations.create(caller, name, chosen, owner);
                    return Answer.data(201, made, "Hand the invite's token to the owner now: it is not shown again.");
                },
                AccountFields::withoutSecrets);
    }

    @ApiCall(
            value = "Change any organization's plan and settings",
            tag = TAG,
            detail = "The plan's limits do not bind operators. Absent fields stay as they are.",
            body = AnyOrganizationEdit.class,
            replies = @Reply(OrganizationView.class))
    @Operators
    @PatchMapping("/api/v1/organizations/{id}")
    Answer edit(Caller caller, @PathVariable UUID id, HttpServletRequest request) {
        byte[] body = RawBody.read(request, RawBody.REQUEST_LIMIT);
        return calls.once(caller, IdempotencyKey.of(request, body), () -> {
            Fields fields = Fields.parse(body, ANY);
            OrganizationFields edit = OrganizationFields.read(fields);
            String plan = fields.word("plan", PLANS);
            String reason = fields.optionalText("reason", MAX_REASON);
            fields.check();
            return Answer.data(
                    200,
                    organizations.update(
                            caller,
                            id,
                            reason,
                            current -> edit.over(
                                    plan == null ? current : organizations.on(Plan.of(plan), current), true)));
        });
    }
}

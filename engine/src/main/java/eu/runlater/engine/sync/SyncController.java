package eu.runlater.engine.sync;

import eu.runlater.engine.openapi.ApiCall;
import eu.runlater.engine.openapi.Parameter;
import eu.runlater.engine.openapi.Reply;
import eu.runlater.engine.settings.Settings;
import eu.runlater.engine.web.Answer;
import eu.runlater.engine.web.ApiProblem;
import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.FieldNames;
import eu.runlater.engine.web.Fields;
import eu.runlater.engine.web.JsonValue;
import eu.runlater.engine.web.RawBody;
import eu.runlater.model.SyncPlan;
import eu.runlater.model.SyncResult;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PutMapping;

/// The HTTP edge of declarative sync (api.md §13).
@Controller
class SyncController {
    static final int MOST = 5_000;

    private static final List<String> KINDS = List.of("tasks", "monitors", "endpoints");
    private static final FieldNames NAMES =
            FieldNames.of("tasks", "monitors", "endpoints", "delete_removed", "dry_run", "reason");

    private final Syncs syncs;
    private final Settings.Limits limits;

    SyncController(Syncs syncs, Settings settings) {
        this.syncs = syncs;
        this.limits = settings.limits();
    }

    @ApiCall(
            value = "Sync from a file",
            tag = "Sync",
            detail =
                    "Items are matched by name: known ones are updated with the fields given, others are created. All of"
                            + " it or nothing. An item that changes nothing touches nothing: its schedule goes on as it was."
                            + " With `dry_run` the answer is the plan.",
            body = SyncRequests.SyncFile.class,
            parameters =
                    @Parameter(
                            name = "dry_run",
                            about = "the same as in the file",
                            values = {"true", "false"}),
            replies = {
                @Reply(value = SyncResult.class, about = "What was done."),
                @Reply(value = SyncPlan.class, about = "With `dry_run`: what would be done.")
            })
    @PutMapping("/api/v1/sync")
    Answer sync(Caller caller, HttpServletRequest request) {
        Fields fields = Fields.parse(RawBody.read(request, limits.batch()), NAMES);
        Map<String, List<JsonValue>> items = new LinkedHashMap<>();
        for (String kind : KINDS) {
            List<JsonValue> elements = fields.elements(kind);
            if (elements == null) {
                if (fields.value(kind) != null) {
                    fields.refuse(kind, "must be an array");
                }
                continue;
            }
            if (elements.size() > MOST) {
                fields.refuse(kind, "may have at most " + MOST + " items, not " + elements.size());
            }
            if (!syncs.knows(kind)) {
                fields.refuse(kind, "cannot be synced by this engine");
            }
            items.put(kind, elements);
        }
        if (items.isEmpty() && KINDS.stream().allMatch(kind -> fields.value(kind) == null)) {
            throw ApiProblem.badRequest(
                    "Nothing to sync: send \"tasks\", \"monitors\" or \"endpoints\" as an array; [] stands for none of them.");
        }
        boolean deleteRemoved = fields.bool("delete_removed", false);
        boolean dryRun = fields.bool("dry_run", false) | asked(fields, request.getParameter("dry_run"));
        String reason = fields.optionalText("reason", 500);
        fields.check();
        return syncs.sync(caller, new Syncs.File(items, deleteRemoved, dryRun, reason));
    }

    private static boolean asked(Fields fields, @Nullable String parameter) {
        if (parameter != null && !parameter.equals("true") && !parameter.equals("false")) {
            fields.refuse("dry_run", "must be true or false in the address, too");
        }
        return "true".equals(parameter);
    }
}

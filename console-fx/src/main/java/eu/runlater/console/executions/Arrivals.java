package eu.runlater.console.executions;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.ExecutionQuery;
import eu.runlater.console.live.LiveBatch;
import eu.runlater.console.ui.LiveRows;
import eu.runlater.console.ui.Row;
import eu.runlater.model.ExecutionSummary;
import eu.runlater.model.Page;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Finds out what is new in a list and which changed rows left it, by asking the engine: the stream says *that*
/// something happened and folds many changes into one message, but only the engine can say what the query means
/// for all rows. At most one question of each kind is under way, and at most one a second is asked. FX thread
/// only.
final class Arrivals {
    /// Ids that fit into one query.
    private static final int CHECKED_AT_ONCE = 50;

    private final ExecutionsSource source;
    private final LongSupplier nanoTime;
    private final LiveRows<UUID, ExecutionSummary> rows;
    private final Reader reader;
    private final Background.Line newest;
    private final Background.Line check;
    private final Set<UUID> toCheck = new LinkedHashSet<>();

    private ExecutionQuery query = ExecutionQuery.ALL;
    private boolean lookWanted;
    private boolean looking;
    private boolean checking;
    private boolean gap;
    private long lastLook;
    private long lastCheck;

    /// What becomes of a look.
    interface Reader {
        /// The newest rows were folded in.
        void looked();

        /// So much arrived while the list was followed that the page does not reach down to the rows on screen.
        void overtaken(Page<ExecutionSummary> page);

        void failed(ApiFailure why);
    }

    Arrivals(
            ExecutionsSource source,
            Background background,
            LongSupplier nanoTime,
            LiveRows<UUID, ExecutionSummary> rows,
            Reader reader) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.rows = rows;
        this.reader = reader;
        this.newest = background.line();
        this.check = background.line();
        this.lastLook = nanoTime.getAsLong() - ExecutionsViewModel.BETWEEN_LOOKS.toNanos();
        this.lastCheck = lastLook;
    }

    /// Another list, or the same from its top: whatever was under way concerns the old one.
    void startOver(ExecutionQuery asked) {
        close();
        query = asked;
    }

    void close() {
        newest.forget();
        check.forget();
        toCheck.clear();
        lookWanted = false;
        looking = false;
        checking = false;
        gap = false;
    }

    boolean gap() {
        return gap;
    }

    /// Changes listed rows in place, and remembers to ask whether they still match and what else is new.
    void changed(LiveBatch batch) {
        Map<UUID, ExecutionSummary> listed = new LinkedHashMap<>();
        for (ExecutionSummary summary : batch.changed()) {
            UUID key = grouping().key(summary);
            if (rows.find(key) != null) {
                listed.merge(key, summary, Newness::of);
            }
        }
        rows.merge(List.copyOf(listed.values()), this::stillMatches);
        if (QueryText.dependsOnState(query)) {
            toCheck.addAll(listed.keySet());
        }
        if (batch.incomplete() || batch.changes() > 0) {
            lookWanted = true;
        }
        tick();
    }

    void tick() {
        if (lookWanted && !looking && due(lastLook)) {
            look();
        }
        if (!toCheck.isEmpty() && !looking && !checking && due(lastCheck)) {
            check();
        }
    }

    private boolean due(long last) {
        return nanoTime.getAsLong() - last >= ExecutionsViewModel.BETWEEN_LOOKS.toNanos();
    }

    private void look() {
        lookWanted = false;
        looking = true;
        lastLook = nanoTime.getAsLong();
        ExecutionQuery asked = query;
        newest.ask(() -> source.page(asked, ExecutionsViewModel.PAGE, null), this::looked, why -> {
            looking = false;
            reader.failed(why);
        });
    }

    private void looked(Page<ExecutionSummary> page) {
        looking = false;
        gap = !rows.rows().isEmpty()
                && page.hasMore()
                && rows.find(grouping().key(page.data().getLast())) == null;
        page.data().forEach(summary -> toCheck.remove(grouping().key(summary)));
        if (gap && rows.followingProperty().get()) {
            gap = false;
            reader.overtaken(page);
        } else {
            rows.merge(page.data().reversed(), _ -> true);
            reader.looked();
        }
        tick();
    }

    private void check() {
        checking = true;
        lastCheck = nanoTime.getAsLong();
        List<UUID> asked = toCheck.stream().limit(CHECKED_AT_ONCE).toList();
        asked.forEach(toCheck::remove);
        ExecutionQuery narrowed = QueryText.onlyKeys(query, asked);
        check.ask(
                () -> source.page(narrowed, CHECKED_AT_ONCE, null),
                page -> {
                    checking = false;
                    Set<UUID> still = page.data().stream().map(grouping()::key).collect(Collectors.toSet());
                    for (UUID key : asked) {
                        Row<UUID, ExecutionSummary> row = rows.find(key);
                        if (row != null) {
                            row.matchingProperty().set(still.contains(key));
                        }
                    }
                },
                why -> {
                    checking = false;
                    reader.failed(why);
                });
    }

    private boolean stillMatches(ExecutionSummary summary) {
        Row<UUID, ExecutionSummary> row = rows.find(grouping().key(summary));
        return row != null && row.matchingProperty().get();
    }

    private Grouping grouping() {
        return query.byRun() ? Grouping.RUNS : Grouping.ATTEMPTS;
    }
}

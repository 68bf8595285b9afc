package eu.runlater.engine.sync;

import eu.runlater.engine.web.Caller;
import eu.runlater.engine.web.JsonValue;
import eu.runlater.model.SyncPlan;
import eu.runlater.model.SyncResult;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A kind of thing that a sync can bring in line, implemented by the feature that owns it. Any thread.
public interface SyncedKind {
    /// Its key in the file: `tasks`, `monitors`, `endpoints`.
    String key();

    /// Compares the items with what is there, in the caller's transaction, which it may hold rows in. Writes nothing.
    ///
    /// @param items as sent, any JSON
    /// @param deleteRemoved whether what is there and has no item is to go
    Changes plan(Caller caller, List<JsonValue> items, boolean deleteRemoved, Instant now);

    /// What is to be done.
    interface Changes {
        /// Items that cannot be taken, in the order of the file; with any, nothing is applied.
        List<ItemError> errors();

        /// Names of items that take no part.
        default List<String> skipped() {
            return List.of();
        }

        SyncPlan.Part plan();

        SyncResult.Part result();

        /// Writes it, in the transaction it was planned in.
        void apply(@Nullable String reason);

        /// After the commit: says so to whoever is to know.
        void applied();
    }

    /// @param error everything wrong with the item, as `field: text; field: text`
    record ItemError(String name, String error) {}
}

package eu.runlater.engine.tasks;

import eu.runlater.model.TaskView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of the task list (api.md §4): by offset as documented, or by key with `cursor`.
///
/// @param limit @param offset as they took effect
record TaskPage(
        List<TaskView> data,
        boolean hasMore,
        int limit,
        int offset,
        @Nullable String nextCursor) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;
    /// Skipping costs time by the row; whoever goes deeper passes on `next_cursor`.
    private static final int MAX_OFFSET = 10_000;

    /// What a client asked for, made usable: a bad limit or offset counts as not given.
    record Request(QueueFilter filter, int limit, int offset, TaskCursor after) {
        static Request of(
                @Nullable String queue, @Nullable String limit, @Nullable String offset, @Nullable String cursor) {
            if (cursor != null && !cursor.isEmpty()) {
                return new Request(QueueFilter.of(queue), TaskPage.limit(limit), 0, TaskCursor.parse(cursor));
            }
            return new Request(
                    QueueFilter.of(queue),
                    TaskPage.limit(limit),
                    Math.min(number(offset, 0), MAX_OFFSET),
                    TaskCursor.START);
        }
    }

    static int limit(@Nullable String text) {
        int number = number(text, DEFAULT_LIMIT);
        return number == 0 ? DEFAULT_LIMIT : Math.min(number, MAX_LIMIT);
    }

    private static int number(@Nullable String text, int fallback) {
        if (text == null || text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return fallback;
        }
        return text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
    }
}

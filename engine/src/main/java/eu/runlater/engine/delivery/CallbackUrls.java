package eu.runlater.engine.delivery;

import org.jspecify.annotations.Nullable;

/// Who is told of a task's ends (behaviour §14, §18, decision 21). In canonical form; absent = nobody.
///
/// @param each after every finished attempt, `callback_url`
/// @param success after a run that succeeded, `on_success_url`
/// @param failure after the first failed run of a streak, `on_failure_url`
/// @param recovery after the success that ends such a streak, `on_recovery_url`
public record CallbackUrls(
        @Nullable String each,
        @Nullable String success,
        @Nullable String failure,
        @Nullable String recovery) {
    /// The same, or nothing when all are absent.
    public static @Nullable CallbackUrls of(
            @Nullable String each, @Nullable String success, @Nullable String failure, @Nullable String recovery) {
        return each == null && success == null && failure == null && recovery == null
                ? null
                : new CallbackUrls(each, success, failure, recovery);
    }
}

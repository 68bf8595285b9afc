package eu.runlater.contract;

import org.jspecify.annotations.Nullable;

/// What makes one good call of an operation.
///
/// @param body JSON; absent = none
/// @param token whose call it is; absent = that of the operation's usual caller
record Sample(@Nullable String body, @Nullable String token) {
    static Sample of(String body) {
        return new Sample(body, null);
    }
}

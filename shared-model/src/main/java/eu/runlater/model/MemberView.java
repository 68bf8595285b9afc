package eu.runlater.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person in an organization (`GET /api/v1/members`).
///
/// @param role `owner`, `admin`, `member` or `viewer`; the owner can be neither changed nor removed
/// @param totp whether they sign in with a second factor · @param you whether it is the caller
/// @param lastSeenAt to the minutes; absent = never signed in here
public record MemberView(
        UUID userId,
        String email,
        @Nullable String name,
        String role,
        boolean totp,
        boolean you,
        Instant joinedAt,
        @Nullable Instant lastSeenAt) {}

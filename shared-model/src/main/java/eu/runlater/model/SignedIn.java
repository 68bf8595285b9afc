package eu.runlater.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A new session (`POST /api/v1/session`). Its token is shown here and never again.
///
/// @param organization the one the session is for, with the person's role there; others can be switched to
/// @param operator whether the person may look after the installation as a whole
/// @param organizations all the person is a member of
public record SignedIn(
        String token,
        Instant expiresAt,
        Person user,
        Organization organization,
        String role,
        boolean operator,
        List<Membership> organizations) {
    public SignedIn {
        organizations = List.copyOf(organizations);
    }

    /// @param plan `free`, `pro` or `unlimited`
    public record Organization(UUID id, String name, String plan) {}

    @Override
    public String toString() {
        return "SignedIn[" + user.email() + "]";
    }
}

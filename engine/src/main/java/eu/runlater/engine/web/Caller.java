package eu.runlater.engine.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who makes an authenticated call: an API key, or a person who has signed in. Controllers take it as a parameter.
///
/// @param plan `free`, `pro` or `unlimited`
/// @param credentialId id of the API key or of the session
/// @param credentialName the key's name or the person's address, for people
/// @param userId the person; absent for a key
/// @param operator whether the caller may look after the installation as a whole: its nodes, plans, organizations
public record Caller(
        UUID organizationId,
        String plan,
        Scope scope,
        UUID credentialId,
        String credentialName,
        @Nullable UUID userId,
        Role role,
        boolean operator) {
    /// What a key may do (decision 2). People have `FULL`, viewers `READ`.
    public enum Scope {
        FULL,
        /// Create tasks and read their own result.
        ENQUEUE,
        READ
    }

    /// A key: its scope says its role.
    public static Caller key(
            UUID organizationId, String plan, Scope scope, UUID keyId, String keyName, boolean operator) {
        return new Caller(
                organizationId,
                plan,
                scope,
                keyId,
                keyName,
                null,
                scope == Scope.FULL ? Role.OWNER : Role.VIEWER,
                operator);
    }

    /// A person in a session.
    public static Caller person(
            UUID organizationId, String plan, UUID sessionId, UUID userId, String email, Role role, boolean operator) {
        return new Caller(
                organizationId,
                plan,
                role == Role.VIEWER ? Scope.READ : Scope.FULL,
                sessionId,
                email,
                userId,
                role,
                operator);
    }

    public boolean isPerson() {
        return userId != null;
    }
}

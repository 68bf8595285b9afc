package eu.runlater.engine.web;

import java.util.UUID;

/// Who makes an authenticated call. Controllers take it as a parameter.
///
/// @param plan `free`, `pro` or `unlimited`
/// @param credentialId id of the API key
/// @param credentialName its name, for the audit log
public record Caller(UUID organizationId, String plan, Scope scope, UUID credentialId, String credentialName) {
    /// What a key may do (decision 2).
    public enum Scope {
        FULL,
        /// Create tasks and read their own result.
        ENQUEUE,
        READ
    }
}

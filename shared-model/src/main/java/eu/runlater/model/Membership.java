package eu.runlater.model;

import java.util.UUID;

/// An organization as one of its members sees it in a list.
///
/// @param id of the organization · @param plan `free`, `pro` or `unlimited`
/// @param role `owner`, `admin`, `member` or `viewer`
public record Membership(UUID id, String name, String plan, String role) {}

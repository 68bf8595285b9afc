package eu.runlater.model;

/// An organization that was just made (`POST /api/v1/organizations`).
///
/// @param invite for its owner, with the token, shown once
public record NewOrganization(OrganizationView organization, InviteView invite) {}

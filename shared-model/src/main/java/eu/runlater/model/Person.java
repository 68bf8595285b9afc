package eu.runlater.model;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who can sign in.
///
/// @param name as they want to be called; absent = the address serves
public record Person(UUID id, String email, @Nullable String name) {}

/// People: how they sign in and stay signed in, their second factor, the organizations they are members of, and the
/// invites that make them so. A person's rights are those of their role in the organization their session is for; what
/// is taken from them is gone on every node within five seconds (G-KEY-2).
@NullMarked
package eu.runlater.engine.people;

import org.jspecify.annotations.NullMarked;

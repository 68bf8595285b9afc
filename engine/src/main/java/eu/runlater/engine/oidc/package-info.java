/// Sign-in with OpenID Connect: authorization code with PKCE, through the person's browser, for a client that is no
/// browser. The client starts a flow and polls; the browser comes back from the provider, shows who is about to be
/// signed in and the client's code, and asks. Only people who are members somewhere, or invited, get a session.
@NullMarked
package eu.runlater.engine.oidc;

import org.jspecify.annotations.NullMarked;

/// What the organization's targets are shown so that they let a call in (decision 23): bearer tokens, passwords, OAuth
/// 2
/// client credentials, client certificates. Secrets are sealed, go in and never come out: neither in answers and errors
/// nor in logs, history or the audit log. Tasks name a credential; deliveries ask for it through
/// [eu.runlater.engine.delivery.TargetCredentials].
@NullMarked
package eu.runlater.engine.credentials;

import org.jspecify.annotations.NullMarked;

/// Team and keys: members and their roles, invites, API keys, the secret that deliveries are signed with, and one's own
/// account. A secret that the engine shows once is held by the pane that shows it and by nothing else, so it is gone
/// with it.
@NullMarked
package eu.runlater.console.team;

import org.jspecify.annotations.NullMarked;

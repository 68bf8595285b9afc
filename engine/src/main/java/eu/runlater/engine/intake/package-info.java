/// Accepting work: submissions of the moment share one insert and one commit, and nobody is told "accepted"
/// before that commit (G-ACC-1). Guards the idempotency keys, which are stored in the same transaction as the
/// work.
@NullMarked
package eu.runlater.engine.intake;

import org.jspecify.annotations.NullMarked;

/// The audit log: who did what, when and why, in a chain of hashes per organization (G-DAT-5). An entry is written in
/// the transaction of the change it speaks of, so there is neither without the other. Uses no feature.
@NullMarked
package eu.runlater.engine.audit;

import org.jspecify.annotations.NullMarked;

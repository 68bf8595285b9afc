/// What tests of the engine share: a running engine on a real PostgreSQL, a clock to move, receivers to call,
/// organizations to own things. Start with [EngineTest].
@NullMarked
package eu.runlater.engine.testing;

import org.jspecify.annotations.NullMarked;

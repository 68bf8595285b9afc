/// The database: embedded or given, its connections, migrations, day partitions, and the sealing of payloads
/// at rest.
@NullMarked
package eu.runlater.engine.storage;

import org.jspecify.annotations.NullMarked;

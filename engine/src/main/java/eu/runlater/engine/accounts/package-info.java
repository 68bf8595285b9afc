/// Organizations, users, members and API keys; makes the first of each on the first start.
@NullMarked
package eu.runlater.engine.accounts;

import org.jspecify.annotations.NullMarked;

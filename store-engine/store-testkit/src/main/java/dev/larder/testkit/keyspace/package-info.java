/** What every keyspace must do, by topic; the door is {@link dev.larder.testkit.keyspace.KeyspaceContract}. */
@NullMarked
package dev.larder.testkit.keyspace;

import org.jspecify.annotations.NullMarked;

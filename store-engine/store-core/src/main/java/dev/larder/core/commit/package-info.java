/** Where an operation becomes final. Door: {@link dev.larder.core.commit.LocalCommitPath}. */
@NullMarked
package dev.larder.core.commit;

import org.jspecify.annotations.NullMarked;

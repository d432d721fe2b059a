/** What is run from a command line. Door: {@link dev.larder.core.tool.DataTool}. */
@NullMarked
package dev.larder.core.tool;

import org.jspecify.annotations.NullMarked;

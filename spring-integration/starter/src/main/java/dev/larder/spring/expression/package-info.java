/** The expressions in annotations. Door: {@link dev.larder.spring.expression.MethodExpressions}. */
@NullMarked
package dev.larder.spring.expression;

import org.jspecify.annotations.NullMarked;

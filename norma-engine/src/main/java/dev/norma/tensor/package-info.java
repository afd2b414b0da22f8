/**
 * Numbers in memory: shapes, element types, tensors and the errors about them. Start at {@link
 * dev.norma.tensor.Tensor}.
 *
 * <p>Floor 0. Stands on the JDK alone; everything else stands on it.
 */
@NullMarked
package dev.norma.tensor;

import org.jspecify.annotations.NullMarked;

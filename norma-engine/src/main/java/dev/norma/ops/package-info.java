/**
 * The functions that users and layers call, with Keras' names in camelCase: the only door to the graph. Start at {@link
 * dev.norma.ops.Ops}.
 *
 * <p>Floor 0. Stands on {@code tensor} and {@code graph}.
 */
@NullMarked
package dev.norma.ops;

import org.jspecify.annotations.NullMarked;

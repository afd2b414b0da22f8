/**
 * The intermediate representation: operations as records, nodes that hold one each, values that are their results, and
 * graphs of them. Start at {@link dev.norma.graph.Op}.
 *
 * <p>Floor 0. Stands on {@code tensor}.
 */
@NullMarked
package dev.norma.graph;

import org.jspecify.annotations.NullMarked;

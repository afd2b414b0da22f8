/**
 * The snippets of docs/batch-normalization.md: the body of each method here is one of them, and what it prints stands below it
 * there. Start at {@link dev.norma.examples.batchnorm.StoredStatistics}.
 *
 * <p>Floor 6.
 */
@NullMarked
package dev.norma.examples.batchnorm;

import org.jspecify.annotations.NullMarked;

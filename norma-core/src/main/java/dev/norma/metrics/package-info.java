/**
 * Metrics under Keras' names. Start at {@link dev.norma.metrics.Metric}.
 *
 * <p>Floor 2. Stands on {@code losses} and {@code config}, and on the engine.
 */
@NullMarked
package dev.norma.metrics;

import org.jspecify.annotations.NullMarked;

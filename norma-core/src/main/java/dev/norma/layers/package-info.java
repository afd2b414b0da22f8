/**
 * Layers: what a network is made of. Start at {@link dev.norma.layers.Layer}, then read any layer.
 *
 * <p>Floor 2. Stands on {@code config}, {@code initializers}, {@code regularizers}, {@code constraints} and {@code
 * activations}, and on all of the engine.
 */
@NullMarked
package dev.norma.layers;

import org.jspecify.annotations.NullMarked;

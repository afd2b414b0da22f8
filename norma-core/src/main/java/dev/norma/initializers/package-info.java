/**
 * How weights begin: Keras' initializers under Keras' names. Start at {@link dev.norma.initializers.Initializer}.
 *
 * <p>Floor 2. Stands on {@code tensor} and {@code config}.
 */
@NullMarked
package dev.norma.initializers;

import org.jspecify.annotations.NullMarked;

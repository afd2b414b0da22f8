package dev.norma.diagnosis;

import dev.norma.layers.Layer;
import org.jspecify.annotations.Nullable;

/**
 * What stands directly in front of a batch normalization.
 *
 * @param product the convolution or dense layer that its input is the product of; null if something else stands in front
 * @param biased the layer whose bias the normalization takes away; null if there is none
 * @param obstacle why it cannot be folded into a layer in front, in words; empty if it can
 */
record InFront(@Nullable Layer product, @Nullable Layer biased, String obstacle) {
    /** Whether it can be folded, and where to, or why not. */
    String inWords() {
        return product != null && obstacle.isEmpty()
                ? "can be folded into \"%s\"".formatted(product.name())
                : "cannot be folded: " + obstacle;
    }
}

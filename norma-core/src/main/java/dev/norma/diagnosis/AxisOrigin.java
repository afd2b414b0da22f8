package dev.norma.diagnosis;

import dev.norma.layers.Layer;
import dev.norma.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What an axis was where it came from.
 *
 * @param role what it is there
 * @param layer the layer that tells; null where none does
 * @param axis which axis it is there, counted from 0
 * @param shape the shape there
 */
record AxisOrigin(Role role, @Nullable Layer layer, int axis, Shape shape) {
    /** What an axis can be. */
    enum Role {
        /** The examples. */
        BATCH,
        /** What the layer makes: filters, units, features of an embedding. */
        CHANNELS,
        /** A position: height, width, time. */
        SPATIAL,
        /** An axis of the network's input, of which nothing is known but its size. */
        INPUT,
        /** Nothing is known. */
        UNKNOWN
    }
}

package dev.norma.ops;

import dev.norma.graph.Reshape;
import dev.norma.tensor.Operand;
import dev.norma.tensor.Shape;

/** Functions that move elements and change shapes. */
abstract sealed class ShapeOps extends ReductionOps permits IndexOps {
    /** The same elements in another shape; one size may be -1 and follows from the others. */
    public static <T extends Operand<T>> T reshape(T x, long... dims) {
        return reshape(x, Shape.of(dims));
    }

    /** The same elements in another shape; one size may be unknown and follows from the others. */
    public static <T extends Operand<T>> T reshape(T x, Shape shape) {
        return Emit.one(x, value -> new Reshape(value, shape));
    }
}

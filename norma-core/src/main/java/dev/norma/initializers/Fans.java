package dev.norma.initializers;

import dev.norma.tensor.Shape;

/**
 * How many inputs and outputs each unit of a weight has: the last two sizes, times the positions of a kernel.
 *
 * @param in inputs of each unit
 * @param out outputs of each input
 */
record Fans(double in, double out) {
    static Fans of(Shape shape) {
        return switch (shape.rank()) {
            case 0 -> new Fans(1, 1);
            case 1 -> new Fans(shape.dim(0), shape.dim(0));
            default -> {
                double positions = shape.slice(0, shape.rank() - 2).size();
                yield new Fans(positions * shape.dim(-2), positions * shape.dim(-1));
            }
        };
    }
}

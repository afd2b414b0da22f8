package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.Operator;
import dev.norma.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies where that gives the same bits.
 *
 * <pre>
 *   before   divide %1, fill(4.0)
 *   after    multiply %1, fill(0.25)
 * </pre>
 */
final class DivideByPowerOfTwo implements Rule {
    /** Reciprocals of larger powers are subnormal in float32. */
    private static final int LARGEST = 100;

    @Override
    public @Nullable Value rewrite(Value value) {
        if (value.op() instanceof Binary(Operator operator, Value x, Value number)
                && operator == Operator.DIVIDE
                && number.fill() instanceof Double divisor
                && Double.isFinite(divisor)
                && divisor != 0
                && Math.abs(divisor) == Math.scalb(1.0, Math.getExponent(divisor))
                && Math.abs(Math.getExponent(divisor)) <= LARGEST) {
            return Draw.binary(Operator.MULTIPLY, x, Draw.fill(1 / divisor, number.type()));
        }
        return null;
    }
}

package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Lets signs cancel.
 *
 * <pre>
 *   before   negate (negate %1)                        after   %1
 *            multiply %1, fill(-1.0)                           negate %1
 *            add %1, (negate %2); subtract %1, (negate %2)     subtract %1, %2; add %1, %2
 *            add (negate %1), %2                               subtract %2, %1
 *            abs or square of (negate %1)                      abs or square of %1
 * </pre>
 */
final class CancelNegate implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        return switch (value.op()) {
            case Unary(Elementwise function, Value x) -> unary(function, negated(x));
            case Binary(Operator operator, Value a, Value b) -> binary(value, operator, a, b);
            default -> null;
        };
    }

    private static @Nullable Value unary(Elementwise function, @Nullable Value negated) {
        if (negated == null) {
            return null;
        }
        return switch (function) {
            case NEGATE -> negated;
            case ABS, SQUARE -> Draw.one(new Unary(function, negated));
            default -> null;
        };
    }

    private static @Nullable Value binary(Value value, Operator operator, Value a, Value b) {
        Value minusA = negated(a);
        Value minusB = negated(b);
        return switch (operator) {
            case ADD ->
                minusB != null
                        ? Draw.binary(Operator.SUBTRACT, a, minusB)
                        : minusA != null ? Draw.binary(Operator.SUBTRACT, b, minusA) : null;
            case SUBTRACT -> minusB != null ? Draw.binary(Operator.ADD, a, minusB) : null;
            case MULTIPLY -> {
                Double factor = b.fill();
                boolean flips = factor != null && factor == -1 && a.type().equals(value.type());
                yield flips ? Draw.one(new Unary(Elementwise.NEGATE, a)) : null;
            }
            default -> null;
        };
    }

    /** What the value is the negative of; null if it is none. */
    private static @Nullable Value negated(Value value) {
        return value.op() instanceof Unary(Elementwise function, Value x) && function == Elementwise.NEGATE ? x : null;
    }
}

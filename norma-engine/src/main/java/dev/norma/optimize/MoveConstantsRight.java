package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.Constant;
import dev.norma.graph.Fill;
import dev.norma.graph.Operator;
import dev.norma.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Writes the constant operand last, where other rules look for it.
 *
 * <pre>
 *   before   multiply fill(2.0), %1        less fill(0.0), %1
 *   after    multiply %1, fill(2.0)        greater %1, fill(0.0)
 * </pre>
 */
final class MoveConstantsRight implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        if (value.op() instanceof Binary(Operator operator, Value a, Value b) && constant(a) && !constant(b)) {
            Operator swapped = swapped(operator);
            return swapped == null ? null : Draw.binary(swapped, b, a);
        }
        return null;
    }

    private static boolean constant(Value value) {
        return value.op() instanceof Fill || value.op() instanceof Constant;
    }

    private static @Nullable Operator swapped(Operator operator) {
        return switch (operator) {
            case ADD, MULTIPLY, MAXIMUM, MINIMUM, EQUAL, NOT_EQUAL, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> operator;
            case BITWISE_AND, BITWISE_OR, BITWISE_XOR, GCD -> operator;
            case LESS -> Operator.GREATER;
            case LESS_EQUAL -> Operator.GREATER_EQUAL;
            case GREATER -> Operator.LESS;
            case GREATER_EQUAL -> Operator.LESS_EQUAL;
            case SUBTRACT, DIVIDE, FLOOR_DIVIDE, MOD, POWER, ARCTAN2, LEFT_SHIFT, RIGHT_SHIFT -> null;
        };
    }
}

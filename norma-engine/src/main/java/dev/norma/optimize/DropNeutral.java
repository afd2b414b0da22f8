package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Drops a number that changes nothing.
 *
 * <pre>
 *   before   add %1, fill(0.0)   subtract %1, fill(0.0)   multiply %1, fill(1.0)   divide %1, fill(1.0)
 *            power %1, fill(1.0)                                    after   %1
 *            power %1, fill(2.0)                                    after   square %1
 * </pre>
 *
 * <p>Not where the number stretches the other operand. Looks at the right operand only; {@link MoveConstantsRight} runs first.
 */
final class DropNeutral implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        if (!(value.op() instanceof Binary(Operator operator, Value x, Value number))) {
            return null;
        }
        Double fill = number.fill();
        if (fill == null || !x.type().equals(value.type())) {
            return null;
        }
        return switch (operator) {
            case ADD, SUBTRACT -> fill == 0 ? x : null;
            case MULTIPLY, DIVIDE -> fill == 1 ? x : null;
            case POWER -> fill == 1 ? x : fill == 2 ? Draw.one(new Unary(Elementwise.SQUARE, x)) : null;
            default -> null;
        };
    }
}

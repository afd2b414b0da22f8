package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Does once what twice does the same.
 *
 * <pre>
 *   before   relu (relu %1); abs, floor, ceil, round, trunc, sign likewise    after   relu %1
 *            logicalNot (logicalNot %1)                                               %1
 *            maximum %1, %1; minimum; logicalAnd; logicalOr                           %1
 * </pre>
 */
final class CancelRepeated implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        return switch (value.op()) {
            case Unary(Elementwise function, Value x)
            when x.op() instanceof Unary(Elementwise first, Value inner) && first == function ->
                switch (function) {
                    case RELU, ABS, FLOOR, CEIL, ROUND, TRUNC, SIGN -> x;
                    case LOGICAL_NOT -> inner;
                    default -> null;
                };
            case Binary(Operator operator, Value a, Value b)
            when a == b ->
                switch (operator) {
                    case MAXIMUM, MINIMUM, LOGICAL_AND, LOGICAL_OR -> a;
                    default -> null;
                };
            default -> null;
        };
    }
}

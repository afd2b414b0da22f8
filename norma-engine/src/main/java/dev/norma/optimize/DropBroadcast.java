package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Fill;
import dev.norma.graph.Op;
import dev.norma.graph.Operator;
import dev.norma.graph.Value;
import dev.norma.graph.Where;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import org.jspecify.annotations.Nullable;

/**
 * Leaves stretching to the operation that can do it itself.
 *
 * <pre>
 *   before   add %1, (broadcastTo %2, shape=[32, 10])     multiply %1, fill(2.0, float32[32, 10])
 *   after    add %1, %2                                   multiply %1, fill(2.0)
 * </pre>
 *
 * <p>Only where all sizes are known and the result keeps its shape.
 */
final class DropBroadcast implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        Op op = value.op();
        if (!(op instanceof Binary || op instanceof Where)
                || !op.operands().stream().allMatch(operand -> operand.shape().isStatic())) {
            return null;
        }
        for (Value operand : op.operands()) {
            Value small = unstretched(operand);
            if (small != null) {
                Op other = op.map(x -> x == operand ? small : x);
                if (other.inferTypes().getFirst().equals(value.type())) {
                    return Draw.one(other);
                }
                other = onlyFirst(op, operand, small);
                if (other != null && other.inferTypes().getFirst().equals(value.type())) {
                    return Draw.one(other);
                }
            }
        }
        return null;
    }

    /** For {@code add x, x} with x stretched: one of the two must stay so. */
    private static @Nullable Op onlyFirst(Op op, Value operand, Value small) {
        return op instanceof Binary(Operator operator, Value a, Value b) && a == operand && b == operand
                ? new Binary(operator, a, small)
                : null;
    }

    private static @Nullable Value unstretched(Value value) {
        return switch (value.op()) {
            case BroadcastTo(Value x, Shape _) -> x;
            case Fill(double number, TensorType type)
            when type.rank() > 0 -> Draw.fill(number, TensorType.of(type.dtype()));
            default -> null;
        };
    }
}

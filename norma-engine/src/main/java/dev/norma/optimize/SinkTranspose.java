package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.Cast;
import dev.norma.graph.Concatenate;
import dev.norma.graph.Moments;
import dev.norma.graph.MomentsGradient;
import dev.norma.graph.Node;
import dev.norma.graph.Normalize;
import dev.norma.graph.NormalizeGradient;
import dev.norma.graph.Op;
import dev.norma.graph.Pad;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reverse;
import dev.norma.graph.Slice;
import dev.norma.graph.Softmax;
import dev.norma.graph.Sum;
import dev.norma.graph.Transpose;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.graph.Where;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Computes before transposing.
 *
 * <pre>
 *   before   relu (transpose %1)        reduce kind=sum, (transpose %1, permutation=[0, 3, 1, 2]), axes=[1]
 *   after    transpose (relu %1)        transpose (reduce kind=sum, %1, axes=[3])
 * </pre>
 *
 * <p>Operands beside the transposed one must be transposed alike, or be movable for nothing: {@link Permutation#undo}.
 */
final class SinkTranspose implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        Op op = value.op();
        Permutation order = order(op);
        if (order == null || !follows(op, order)) {
            return null;
        }
        if (op instanceof Reduce(var kind, Value x, List<Integer> axes, boolean keep)) {
            Value reduced = Draw.one(new Reduce(kind, undone(order, x), order.before(axes), keep));
            return keep ? order.apply(reduced) : Draw.transpose(reduced, rest(order, axes));
        }
        Op moved = attributes(op.map(operand -> undone(order, operand)), order);
        return order.apply(Node.of(moved).results().get(value.index()));
    }

    /** How an operand of full rank is transposed; null if none is, or if the operation cares for the order of axes. */
    private static @Nullable Permutation order(Op op) {
        return switch (op) {
            case Unary _,
                    Binary _,
                    Where _,
                    Cast _,
                    Sum _,
                    Reduce _,
                    Softmax _,
                    Moments _,
                    MomentsGradient _,
                    Normalize _,
                    NormalizeGradient _,
                    Concatenate _,
                    Pad _,
                    Reverse _,
                    Slice _ -> ofOperands(op);
            default -> null;
        };
    }

    private static @Nullable Permutation ofOperands(Op op) {
        int rank = op instanceof Reduce reduce
                ? reduce.x().shape().rank()
                : op.inferTypes().getFirst().rank();
        return op.operands().stream()
                .filter(operand ->
                        operand.op() instanceof Transpose && operand.shape().rank() == rank)
                .map(Permutation::of)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static boolean follows(Op op, Permutation order) {
        boolean alike = op instanceof Concatenate || op instanceof Sum;
        return op.operands().stream()
                .allMatch(operand -> alike
                        ? order.equals(Permutation.of(operand)) || (operand.fill() != null && order.canUndo(operand))
                        : order.canUndo(operand));
    }

    private static Value undone(Permutation order, Value operand) {
        return Objects.requireNonNull(order.undo(operand));
    }

    /** The same operation with its attributes for the axes as they were. */
    private static Op attributes(Op op, Permutation order) {
        return switch (op) {
            case Softmax(Value x, int axis, boolean logarithm) -> new Softmax(x, order.before(axis), logarithm);
            case Moments(Value x, List<Integer> axes, var weights, var weighting) ->
                new Moments(x, order.before(axes), weights, weighting);
            case MomentsGradient g ->
                new MomentsGradient(
                        g.x(),
                        g.mean(),
                        g.divisor(),
                        g.dMean(),
                        g.dVariance(),
                        order.before(g.axes()),
                        g.weights(),
                        g.weighting());
            case Concatenate(List<Value> parts, int axis) -> new Concatenate(parts, order.before(axis));
            case Pad(Value x, List<Long> low, List<Long> high, double number) ->
                new Pad(x, order.perAxisBefore(low), order.perAxisBefore(high), number);
            case Reverse(Value x, List<Integer> axes) -> new Reverse(x, order.before(axes));
            case Slice(Value x, List<Long> begin, List<Long> end, List<Long> step) ->
                new Slice(x, order.perAxisBefore(begin), order.perAxisBefore(end), order.perAxisBefore(step));
            default -> op;
        };
    }

    /** The order of the axes that a reduction leaves. */
    private static List<Integer> rest(Permutation order, List<Integer> reduced) {
        List<Integer> left = IntStream.range(0, order.axes().size())
                .filter(axis -> !reduced.contains(axis))
                .mapToObj(order::before)
                .toList();
        List<Integer> ascending = left.stream().sorted().toList();
        return left.stream().map(ascending::indexOf).toList();
    }
}

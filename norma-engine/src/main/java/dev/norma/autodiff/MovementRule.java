package dev.norma.autodiff;

import static dev.norma.autodiff.Draw.one;

import dev.norma.graph.Concatenate;
import dev.norma.graph.Count;
import dev.norma.graph.Fill;
import dev.norma.graph.Gather;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Pad;
import dev.norma.graph.Scan;
import dev.norma.graph.Slice;
import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The derivatives of operations that put elements elsewhere, as far as they take more than a line. */
final class MovementRule {
    private MovementRule() {}

    /** Each part gets its piece of the gradient; pieces behind parts of unknown length are found when sizes are known. */
    static void pass(Concatenate op, Value g, Sink grads) {
        int axis = op.axis();
        long front = 0;
        @Nullable Value offset = null;
        for (Value part : op.parts()) {
            long size = part.shape().dimOrUnknown(axis);
            if (offset == null && size != Shape.UNKNOWN) {
                grads.add(part, cut(g, axis, front, front + size));
                front += size;
            } else {
                Value from = offset != null ? offset : integer(front);
                if (grads.wants(part)) {
                    Value positions = Draw.add(numbers(part, axis), from);
                    grads.add(part, one(new Gather(g, positions, axis)));
                }
                offset = Draw.add(from, one(new Count(part, List.of(axis), DType.INT32)));
            }
        }
    }

    private static Value integer(long number) {
        return one(new Fill((double) number, TensorType.of(DType.INT32)));
    }

    private static Value cut(Value g, int axis, long from, long to) {
        int rank = g.shape().rank();
        List<Long> begin = new ArrayList<>(Collections.nCopies(rank, 0L));
        List<Long> end = new ArrayList<>(Collections.nCopies(rank, Slice.TO_END));
        begin.set(axis, from);
        end.set(axis, to);
        return one(new Slice(g, begin, end, Collections.nCopies(rank, 1L)));
    }

    /** The numbers 0, 1, 2... of the positions along an axis, int32, whatever its size. */
    private static Value numbers(Value x, int axis) {
        Value sequence = Draw.moveAxis(x, axis, true);
        Value count = Leaf.value("count", TensorType.of(DType.INT32), null);
        Value slice =
                Leaf.value("slice", sequence.type().withShape(sequence.shape().without(0)), null);
        Graph body = new Graph(List.of(count, slice), List.of(Draw.add(count, 1)));
        return Node.of(new Scan(body, List.of(integer(0)), List.of(sequence), List.of(), false))
                .results()
                .getLast();
    }

    /** What lies between the padding. */
    static void pass(Pad op, Value g, Sink grads) {
        List<Long> end = new ArrayList<>();
        for (int axis = 0; axis < op.low().size(); axis++) {
            long behind = op.high().get(axis);
            Shape x = op.x().shape();
            end.add(x.isKnown(axis) ? op.low().get(axis) + x.dim(axis) : behind == 0 ? Slice.TO_END : -behind);
        }
        grads.add(op.x(), one(new Slice(g, op.low(), end, Collections.nCopies(end.size(), 1L))));
    }
}

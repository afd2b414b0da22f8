package dev.norma.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.ArgReduce;
import dev.norma.graph.BroadcastLike;
import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Cast;
import dev.norma.graph.Concatenate;
import dev.norma.graph.Constant;
import dev.norma.graph.Count;
import dev.norma.graph.ExpandDims;
import dev.norma.graph.Gather;
import dev.norma.graph.GatherGradient;
import dev.norma.graph.Node;
import dev.norma.graph.OneHot;
import dev.norma.graph.Op;
import dev.norma.graph.Pad;
import dev.norma.graph.Reshape;
import dev.norma.graph.ReshapeLike;
import dev.norma.graph.Reverse;
import dev.norma.graph.Slice;
import dev.norma.graph.SliceGradient;
import dev.norma.graph.Squeeze;
import dev.norma.graph.SumTo;
import dev.norma.graph.TakeAlongAxis;
import dev.norma.graph.TakeAlongAxisGradient;
import dev.norma.graph.Transpose;
import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MovementGradientsTest {
    private static final long END = Slice.TO_END;
    private final Draws draws = new Draws(4);

    /** First and second derivatives; the second ones differentiate the operation's gradient. */
    private static void check(Function<List<Value>, Op> op, Tensor... inputs) {
        Differences.of(x -> one(op.apply(x)), inputs).check();
        Differences.ofGradients(x -> one(op.apply(x)), inputs).check();
    }

    @Test
    void of_reshaping_are_reshaped_back() {
        check(x -> new Reshape(x.getFirst(), Shape.of(4, -1)), draws.any(2, 3, 4));
        check(x -> new ReshapeLike(x.get(0), x.get(1)), draws.any(2, 6), draws.any(3, 4));
    }

    @Test
    void of_axes_of_size_one_are_without_or_with_them() {
        check(x -> new ExpandDims(x.getFirst(), List.of(0, 2)), draws.any(2, 3));
        check(x -> new Squeeze(x.getFirst(), List.of(0, 2)), draws.any(1, 2, 1, 3));
    }

    @Test
    void of_transposed_axes_are_transposed_back() {
        check(x -> new Transpose(x.getFirst(), List.of(2, 0, 1)), draws.any(2, 3, 4));
    }

    @Test
    void of_stretching_are_sums_and_of_sums_are_stretched() {
        check(x -> new BroadcastTo(x.getFirst(), Shape.of(4, 2, 3)), draws.any(2, 1));
        check(x -> new BroadcastTo(x.getFirst(), Shape.of(2, 3)), draws.any(2, 3));
        check(x -> new BroadcastLike(x.get(0), x.get(1)), draws.any(1, 3), draws.any(2, 4, 3));
        check(x -> new SumTo(x.get(0), x.get(1)), draws.any(2, 4, 3), draws.any(4, 1));
    }

    @Test
    void of_concatenated_parts_are_their_pieces_whatever_lengths_are_unknown() {
        check(x -> new Concatenate(x, 1), draws.any(2, 3), draws.any(2, 1), draws.any(2, 4));
        check(x -> new Concatenate(x, 0), draws.any(2, 3), draws.any(1, 3), draws.any(3, 3));
    }

    @Test
    void of_slices_lie_where_they_were_taken() {
        Differences.of(
                        x -> one(new Slice(x.getFirst(), List.of(0L, 1L), List.of(END, 5L), List.of(1L, 2L))),
                        draws.any(3, 6))
                .check();
        check(x -> new Slice(x.getFirst(), List.of(1L, -3L), List.of(END, -1L), List.of(1L, 1L)), draws.any(3, 6));
    }

    @Test
    void of_the_gradients_of_slices_are_slices() {
        Differences.of(
                        x -> one(new SliceGradient(
                                x.get(0), x.get(1), List.of(1L, 1L), List.of(END, 5L), List.of(1L, 2L))),
                        draws.any(2, 2),
                        draws.any(3, 6))
                .check();
    }

    @Test
    void of_padded_tensors_leave_the_padding_out() {
        check(x -> new Pad(x.getFirst(), List.of(1L, 0L), List.of(2L, 1L), 0.5), draws.any(2, 3));
        check(x -> new Pad(x.getFirst(), List.of(0L, 2L), List.of(0L, 0L), 0), draws.any(2, 3));
    }

    @Test
    void of_reversed_axes_are_reversed() {
        check(x -> new Reverse(x.getFirst(), List.of(0, 2)), draws.any(2, 3, 4));
    }

    @Test
    void of_gathered_entries_add_up_where_they_were_taken() {
        Tensor indices = Draws.ints(Shape.of(2, 2), 2, 0, 2, -1);

        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            check(x -> new Gather(x.get(0), indices(indices), along), draws.any(3, 4, 3));
        }
        Differences.of(
                        x -> one(new GatherGradient(x.get(0), indices(indices), x.get(1), 1)),
                        draws.any(4, 2, 2, 2),
                        draws.any(4, 3, 2))
                .check();
    }

    @Test
    void of_elements_taken_along_an_axis_add_up_where_they_were_taken() {
        Tensor indices = Draws.ints(Shape.of(2, 4), 2, 0, 2, -1, 1, 1, 1, 0);
        Tensor row = Draws.ints(Shape.of(1, 2), 2, 0);

        check(x -> new TakeAlongAxis(x.get(0), indices(indices), 1), draws.any(2, 3));
        Differences.of(x -> one(new TakeAlongAxis(x.get(0), indices(row), 1)), draws.any(2, 3))
                .onlyKnown()
                .check();
        Differences.of(
                        x -> one(new TakeAlongAxisGradient(x.get(0), indices(indices), x.get(1), 1)),
                        draws.any(2, 4),
                        draws.any(2, 3))
                .check();
    }

    @Test
    void of_positions_and_counts_are_zero() {
        Tensor x = draws.any(2, 3);

        for (Function<Value, Op> op : List.<Function<Value, Op>>of(
                v -> new ArgReduce(true, v, 1),
                v -> new Count(v, List.of(0), DType.FLOAT64),
                v -> new OneHot(one(new Cast(v, DType.INT32)), 3, DType.FLOAT64))) {
            Tensor gradient = Run.gradients(v -> one(new Cast(one(op.apply(v.getFirst())), DType.FLOAT64)), x)
                    .getFirst();

            assertThat(gradient.shape()).isEqualTo(x.shape());
            assertThat(gradient.toDoubles()).containsOnly(0);
        }
    }

    private static Value indices(Tensor numbers) {
        return one(new Constant(numbers));
    }

    private static Value one(Op op) {
        return Node.of(op).results().getFirst();
    }
}
